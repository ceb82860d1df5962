"""The methods about files: sending documents, photos and voice notes, and fetching what a person sent."""

from bot.local_telegram.arguments import Arguments
from bot.local_telegram.files import StoredFile
from bot.local_telegram.outgoing import caption, caption_fields, deliver
from bot.local_telegram.pictures import picture_size
from bot.local_telegram.recordings import sound_kind, sound_seconds
from bot.local_telegram.refusals import bad_request, too_large
from bot.local_telegram.wire import Json, UploadedFile
from bot.local_telegram.world import World, document, file_of

FOLDERS = {"document": "documents", "photo": "photos", "voice": "voice"}
MEGABYTE = 1 << 20
LARGEST_UPLOAD = 50 * MEGABYTE
LARGEST_PHOTO = 10 * MEGABYTE
LARGEST_DOWNLOAD = 20 * MEGABYTE
LONGEST_SIDES = 10_000  # width and height together, in pixels
LONGEST_SOUND = 24 * 60 * 60  # seconds
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


def send_voice(world: World, arguments: Arguments) -> Json:
    """`sendVoice`, by upload or by the file_id of a voice note."""
    words = caption(arguments)
    stored = _stored(world, arguments, "voice")
    seconds = arguments.within("duration", 0, (0, LONGEST_SOUND))
    return deliver(world, arguments, {"voice": voice_note(stored, seconds)} | caption_fields(words))


def voice_note(stored: StoredFile, seconds: int = 0) -> Json:
    """A recording as a Bot API Voice; its length is what the sender says, else what can be measured, else a second."""
    length = seconds or sound_seconds(stored.file.content) or 1
    return file_of(stored) | {"duration": length, "mime_type": stored.file.mime.partition(";")[0]}


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
    folder = FOLDERS[kind]
    if upload is not None:
        return world.files.add(folder, _checked(upload, kind))
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


def _checked(upload: UploadedFile, kind: str) -> UploadedFile:
    size = len(upload.content)
    if not size:
        raise bad_request("File must be non-empty")
    if size > LARGEST_UPLOAD:
        raise too_large()
    if kind == "photo" and size > LARGEST_PHOTO:
        raise bad_request("file is too big for a photo")
    return _recording(upload) if kind == "voice" else upload


def _recording(upload: UploadedFile) -> UploadedFile:
    """What is no sound, Telegram sends as a document without a word; a bot that tries that here is told."""
    mime = sound_kind(upload.content)
    if mime is None:
        raise bad_request("the local Telegram takes Ogg, MP3 and M4A for voice notes; Telegram sends others as files")
    return UploadedFile(upload.name, mime, upload.content)
