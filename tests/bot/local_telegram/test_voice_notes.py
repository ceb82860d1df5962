"""Voice notes and pictures of the bot's: sent, sent again, captioned, changed."""

from pathlib import Path

import pytest

import bot.local_telegram
from bot.local_telegram.local import LocalTelegram
from bot.local_telegram.recordings import sound_kind, sound_seconds
from bot.local_telegram.wire import Json, UploadedFile

ANA = 1002
GIF = b"GIF89a\x04\x00\x03\x00"
SILENCE = (Path(bot.local_telegram.__file__).parent / "page" / "silence.ogg").read_bytes()
KEYBOARD: Json = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
OTHER: Json = {"inline_keyboard": [[{"text": "No", "callback_data": "no"}]]}


@pytest.fixture
def met(local: LocalTelegram) -> LocalTelegram:
    local.say(ANA, "/start")
    local.take_updates()
    return local


async def call(local: LocalTelegram, method: str, upload: UploadedFile | None = None, **params: object) -> Json:
    files = {"voice": upload} if upload else {}
    return await local.call("1:local", method, {"chat_id": ANA} | params, files)


async def result(local: LocalTelegram, method: str, upload: UploadedFile | None = None, **params: object) -> Json:
    answer = await call(local, method, upload, **params)
    assert answer["ok"], answer
    message: Json = answer["result"]
    return message


def recording(content: bytes = SILENCE) -> UploadedFile:
    return UploadedFile("voice", "application/octet-stream", content)


async def test_a_voice_note_goes_up_with_a_caption_and_buttons(met: LocalTelegram) -> None:
    sent = await result(
        met, "sendVoice", recording(), caption="<b>Yours</b>, Ana", parse_mode="HTML", reply_markup=KEYBOARD
    )
    assert sent["voice"]["duration"] == 3
    assert sent["voice"]["mime_type"] == "audio/ogg"
    assert sent["voice"]["file_size"] == len(SILENCE)
    assert sent["caption"] == "Yours, Ana"
    assert sent["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert sent["reply_markup"] == KEYBOARD
    assert met.last(ANA) == sent
    fetched = await result(met, "getFile", file_id=sent["voice"]["file_id"])
    assert fetched["file_path"].startswith("voice/")


async def test_the_sender_says_how_long_a_recording_is(met: LocalTelegram) -> None:
    assert (await result(met, "sendVoice", recording(), duration=7))["voice"]["duration"] == 7


async def test_a_voice_note_of_a_persons_can_be_sent_back(met: LocalTelegram) -> None:
    said = met.send_file(ANA, "voice.ogg", "audio/ogg; codecs=opus", SILENCE)
    assert said["voice"]["duration"] == 3
    sent = await result(met, "sendVoice", voice=said["voice"]["file_id"])
    assert sent["voice"] == said["voice"]


async def test_a_picture_of_a_persons_can_be_sent_back(met: LocalTelegram) -> None:
    said = met.send_file(ANA, "stand.gif", "image/gif", GIF, "Our stand")
    file_id = said["photo"][-1]["file_id"]
    sent = await result(met, "sendPhoto", photo=file_id, caption="<i>Ana</i>", parse_mode="HTML", reply_markup=KEYBOARD)
    assert sent["photo"] == said["photo"]
    assert sent["caption"] == "Ana"
    assert sent["reply_markup"] == KEYBOARD


@pytest.mark.parametrize("method", ["sendVoice", "sendPhoto"])
async def test_a_caption_has_1024_units_once_its_marks_are_read(met: LocalTelegram, method: str) -> None:
    voice = met.send_file(ANA, "voice.ogg", "audio/ogg", SILENCE)["voice"]["file_id"]
    photo = met.send_file(ANA, "x.gif", "image/gif", GIF)["photo"][0]["file_id"]
    marked = {"parse_mode": "HTML", "voice": voice, "photo": photo}
    assert await result(met, method, caption=f"<b>{'x' * 1024}</b>", **marked)
    refused = await call(met, method, caption="x" * 1025, **marked)
    assert refused["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "file must be non-empty"),
        (b"words", "the local Telegram takes Ogg, MP3 and M4A for voice notes; Telegram sends others as files"),
    ],
)
async def test_what_is_no_sound_is_no_voice_note(met: LocalTelegram, content: bytes, words: str) -> None:
    assert (await call(met, "sendVoice", recording(content)))["description"] == f"Bad Request: {words}"


async def test_a_voice_note_is_asked_for_by_its_own_kind(met: LocalTelegram) -> None:
    assert (await call(met, "sendVoice"))["description"] == "Bad Request: there is no voice in the request"
    photo = met.send_file(ANA, "x.gif", "image/gif", GIF)["photo"][0]["file_id"]
    voice = met.send_file(ANA, "x.ogg", "audio/ogg", SILENCE)["voice"]["file_id"]
    mismatch = await call(met, "sendVoice", voice=photo)
    assert mismatch["description"] == "Bad Request: type of file mismatch: a photo is no voice"
    mismatch = await call(met, "sendPhoto", photo=voice)
    assert mismatch["description"] == "Bad Request: type of file mismatch: a voice is no photo"


@pytest.mark.parametrize(("method", "kind"), [("sendVoice", "voice"), ("sendPhoto", "photo")])
async def test_caption_and_buttons_of_sound_and_picture_can_be_changed(
    met: LocalTelegram, method: str, kind: str
) -> None:
    voice = met.send_file(ANA, "voice.ogg", "audio/ogg", SILENCE)["voice"]["file_id"]
    photo = met.send_file(ANA, "x.gif", "image/gif", GIF)["photo"][0]["file_id"]
    sent = await result(met, method, voice=voice, photo=photo, caption="Old", reply_markup=KEYBOARD)
    at = {"message_id": sent["message_id"]}
    edited = await result(met, "editMessageCaption", **at, caption="<b>New</b>", parse_mode="HTML", reply_markup=OTHER)
    assert (edited["caption"], edited["reply_markup"], edited[kind]) == ("New", OTHER, sent[kind])
    edited = await result(met, "editMessageReplyMarkup", **at, reply_markup=KEYBOARD)
    assert (edited["caption"], edited["reply_markup"]) == ("New", KEYBOARD)
    same = await call(met, "editMessageReplyMarkup", **at, reply_markup=KEYBOARD)
    assert "message is not modified" in same["description"]
    edited = await result(met, "editMessageReplyMarkup", **at)
    assert "reply_markup" not in edited
    edited = await result(met, "editMessageCaption", **at)
    assert not {"caption", "caption_entities"} & edited.keys()
    words = await call(met, "editMessageText", **at, text="x")
    assert words["description"] == "Bad Request: there is no text in the message to edit"
    assert met.last(ANA) == edited


@pytest.mark.parametrize(
    ("content", "kind", "seconds"),
    [
        (SILENCE, "audio/ogg", 3),
        (b"OggS", "audio/ogg", 0),
        (b"OggS" + bytes(24) + b"OpusHead", "audio/ogg", 1),
        (b"ID3\x04", "audio/mpeg", 0),
        (b"\xff\xfb\x90", "audio/mpeg", 0),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4", 0),
        (b"\xff", None, 0),
        (b"words", None, 0),
    ],
)
def test_sound_is_known_by_its_first_bytes(content: bytes, kind: str | None, seconds: int) -> None:
    assert sound_kind(content) == kind
    assert sound_seconds(content) == seconds
