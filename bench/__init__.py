"""What the software costs, measured beside a yardstick in the same run: `python -m bench [NAME]` or `make bench`.

One module an area; each function under `@figure` gives lines of `name value unit yardstick ratio target ok|short`.
"""
