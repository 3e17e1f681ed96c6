from .account import change_password, profile, set_language

__all__ = ["change_password", "profile", "set_language"]
