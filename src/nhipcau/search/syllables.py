"""What can be a syllable of Vietnamese, written without marks. What cannot be one is an abbreviation: "ubnd", "kh"."""

from __future__ import annotations

import re

_ONSET = "ngh|nh|ng|th|tr|ch|gh|gi|kh|ph|qu|[bcdghklmnprstvx]"
_RHYME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|"
    "im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|"
    "u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uoc|uoi|uom|uon|uong|uop|uot|uou|uo|up|ut|uu|uy|uya|uych|uyen|"
    "uyet|uynh|uyt|uyu|y|yem|yen|yet|yeu|yn|ych"
)
_SYLLABLE = re.compile(rf"(?:{_ONSET})?(?:{_RHYME})")


def is_syllable(word: str) -> bool:
    """
    >>> [is_syllable(word) for word in ("nghieng", "ca", "ubnd", "vhttdl", "ttg")]
    [True, True, False, False, False]
    """
    return bool(_SYLLABLE.fullmatch(word))
