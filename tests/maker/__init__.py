"""Plans with known truth: `make_plan(seed)` invents one as an office would write it, `render` makes it a file.

The judge of the reader must not be its brother: nothing here looks at how `vanban` reads. What varies follows how plans
vary in the wild (columns, groups, numbers, lists of agencies, time phrases, money, headers, layouts, encodings).
"""

from .plan import MadePlan, make_plan
from .render import FORMATS, render
from .scorer import Scores, score

__all__ = ["FORMATS", "MadePlan", "Scores", "make_plan", "render", "score"]
