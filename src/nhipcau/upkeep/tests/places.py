"""Where a web process is killed: by name, the function that it has just been about to enter."""

UPLOADING = {
    "first-bytes": "django.core.files.uploadhandler:MemoryFileUploadHandler.receive_data_chunk",
    "file-aside": "os:fsync",
    "file-in-place": "nhipcau.originals:keep_entry",
    "before-commit": "nhipcau.plans.actions.uploads:upload_queue",
    "after-commit": "django_tasks.base:Task.enqueue",
}
CONFIRMING = {
    "tasks-written": "nhipcau.plans.actions.confirm:write_duties",
    "all-written": "nhipcau.plans.actions.confirm:_tell",
    "answering": "nhipcau.reviews.views:redirect",
}
PLACES = UPLOADING | CONFIRMING
READING = ("nhipcau.plans.actions.reading:opening.read_file", "nhipcau.plans.actions.reading:_settle_names")
