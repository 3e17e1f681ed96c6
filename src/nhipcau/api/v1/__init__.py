"""/api/v1/: what is promised here stays; what must change gets a /api/v2/ beside it."""

from .service import api, document, urlpatterns

__all__ = ["api", "document", "urlpatterns"]
