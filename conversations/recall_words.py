"""The words by which a question about people is read, in English and German. Folded; data, and no decisions."""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ASKING: Final = _words(
    "who whom whose which what s re ve m d ll is are was were am be been did do does can could has have had i"
    " wer wen wem wessen welche welcher welchen ist sind war waren bin kann konnte konnten hat habe hab haben ich"
)
"""What only asks."""

FILLER: Final = ASKING | _words(
    "a an the of in on at to for from by with about into and or but me my mine we us our you your it its this that"
    " these those there here some any anyone anybody someone somebody people one ones else all both will would"
    " might may should shall please again ever really very much lot lots also not now then them they their he she his"
    " her him how when where something anything stuff things currently already still out up over as know knew last"
    " through"
    " der die das den dem des ein eine einen einem einer eines im am vom zum zur bei beim mit mir mich uns wir du dir"
    " auf aus an in zu von fur uber um und oder aber auch es er sie ihr ihm ihn sich jemand jemanden jemandem leute"
    " person personen menschen man bitte noch mal schon sehr gern gerne wo wann wie etwas was dort da hier damals so"
    " wurde wurden konnt gut besonders durch zuletzt letztes"
)
"""What is left out, as long as something else is said."""

HELP: Final = _words(
    "help helps helping helped advise advises advice offer offers offering knows expert experts specialist skilled good"
    " helfen hilft hilfe geholfen beraten berat rat bietet anbieten angeboten kennt weiss auskennt auskennen experte"
    " expertin ahnung"
)
NEED: Final = _words(
    "need needs needing needed looking look looks seeking seeks wants want searching search searches hiring hires"
    " brauchen braucht gebraucht sucht suchen gesucht benotigt wunscht"
)
INTO: Final = _words(
    "into likes like loves love enjoys enjoy interested interest interests hobby hobbies fan passionate cares"
    " mag mogen liebt interessiert interessieren interesse interessen steht begeistert"
)
WORK: Final = _words("works work working worked arbeitet arbeiten beruf beruflich macht")
MET: Final = _words(
    "meet met meeting seen saw see talked talk spoke speak"
    " getroffen traf treffe kennengelernt kennen gelernt gesehen gesprochen begegnet"
)
PROMISE: Final = _words(
    "promise promises promised promising owe owes owed versprochen verspricht versprechen schulde schuldet schuldig"
)
OPENING: Final = ASKING | _words(
    "when where how wann wo wie"
    " helps advises offers knows needs wants seeks hires likes loves enjoys works met"
    " hilft berat bietet kennt weiss braucht sucht mag liebt interessiert arbeitet"
)
"""What a question begins with, also where the command itself said "who"."""
