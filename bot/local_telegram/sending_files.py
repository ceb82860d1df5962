"""The methods about files: sending documents and photos, and fetching what a person sent."""

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.files import StoredFile
from bot.local_telegram.outgoing import caption, caption_fields, deliver
from bot.local_telegram.pictures import picture_size
from bot.local_telegram.refusals import bad_request, too_large
from bot.local_telegram.wire import Json, UploadedFile
from bot.local_telegram.world import World, document, file_of

MEGABYTE = 1 << 20
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_DOWNLOAD = 20 * MEGABYTE
LONGEST_SIDES = 10_000  # width and height together, in pixels
STEEPEST = 20  # the longer side to the shorter one


def send_document(world: World, arguments: Arguments) -> Json:
    """`sendDocument`, by upload or by the file_id of a document."""
    words = caption(arguments)
    stored = _stored(world, arguments, "document")
    return deliver(world, arguments, {"document": document(stored)} | caption_fields(words))


def send_photo(world: World, arguments: Arguments) -> Json:
    """`sendPhoto`, by upload or by the file_id of a photo."""
    words = caption(arguments)
    stored = _stored(world, arguments, "photo")
    return deliver(world, arguments, {"photo": photo_sizes(stored)} | caption_fields(words))


def photo_sizes(stored: StoredFile) -> list[Json]:
    """A picture as Bot API PhotoSizes; there is only the one it came in. Refused when it is no picture."""
    size = picture_size(stored.file.content)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if sum(size) > LONGEST_SIDES or max(size) > STEEPEST * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return [file_of(stored) | {"width": size[0], "height": size[1]}]


def get_file(world: World, arguments: Arguments) -> Json:
    """`getFile`."""
    if not arguments.text("file_id"):
        raise bad_request("file_id not specified")
    stored = world.files.find(arguments.text("file_id"))
    if stored is None:
        raise bad_request("invalid file_id")
    if stored.size > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return file_of(stored) | {"file_path": stored.path}


def _stored(world: World, arguments: Arguments, kind: str) -> StoredFile:
    given = arguments.text(kind)
    upload = arguments.files.get(given.removeprefix("attach://") if given.startswith("attach://") else kind)
    folder = f"{kind}s"
    if upload is not None:
        _check_upload(upload, kind)
        return world.files.add(folder, upload)
    if not given:
        raise bad_request(f"There is no {kind} in the request")
    if "://" in given:
        raise bad_request("the local Telegram fetches no files from the web")
    stored = world.files.find(given)
    if stored is None:
        raise bad_request("Wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
    if stored.folder != folder:
        raise bad_request(f"type of file mismatch: a {stored.folder.removesuffix('s')} is no {kind}")
    return stored


def _check_upload(upload: UploadedFile, kind: str) -> None:
    size = len(upload.content)
    if not size:
        raise bad_request("File must be non-empty")
    if size > LARGEST_UPLOAD:
        raise too_large()
    if kind == "photo" and size > LARGEST_PHOTO:
        raise bad_request("file is too big for a photo")
