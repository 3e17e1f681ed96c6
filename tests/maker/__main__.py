"""`python -m tests.maker SEED [KIND]` shows a made plan: its file on standard output, or its truth without KIND."""

import json
import sys

from . import make_plan, render

if __name__ == "__main__":
    made = make_plan(int(sys.argv[1]))
    if sys.argv[2:]:
        sys.stdout.buffer.write(render(made, sys.argv[2]))
    else:
        print(json.dumps({"manner": made.manner, **made.truth}, ensure_ascii=False, indent=1))
