"""The words of time in the languages we read, folded as fold() folds them. Data, and no grammar.

English, German, Spanish and French in full; names of weekdays and months also in Italian, Portuguese and Dutch.
"""

import unicodedata

WEEKDAYS = (
    "monday montag lunes lundi lunedi segunda-feira maandag",
    "tuesday dienstag martes mardi martedi terca-feira dinsdag",
    "wednesday mittwoch miercoles mercredi mercoledi quarta-feira woensdag",
    "thursday donnerstag jueves jeudi giovedi quinta-feira donderdag",
    "friday freitag viernes vendredi venerdi sexta-feira vrijdag",
    "saturday samstag sonnabend sabado samedi sabato zaterdag",
    "sunday sonntag domingo dimanche domenica zondag",
)
SHORT_WEEKDAYS = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
"""Also English words of their own, so they yield to any full name."""
DATED_WEEKDAYS = ("mo lun", "di mar", "mi mie mer", "do jue jeu", "fr vie ven", "sa sab sam", "so dom dim")
"""Words of their own in some language: a weekday only right before a date."""
MONTHS = (
    "january jan januar janner janvier janv enero ene gennaio janeiro januari",
    "february feb februar fevrier fevr fev febrero febbraio fevereiro februari",
    "march mar marz maerz mrz mars marzo marco maart",
    "april apr avril avr abril abr aprile",
    "may mai mayo maggio maio mei",
    "june jun juni juin junio giugno junho",
    "july jul juli juillet juil julio luglio julho",
    "august aug aout agosto ago augustus",
    "september sept sep septembre septiembre setiembre settembre setembro",
    "october oct oktober okt octobre octubre ottobre outubro",
    "november nov novembre noviembre novembro",
    "december dec dezember dez decembre diciembre dic dicembre dezembro",
)
NUMBERS = (
    "zero null",
    "one a an ein eine einem einer eins un una une",
    "two zwei dos deux couple",
    "three drei tres trois",
    "four vier cuatro quatre",
    "five funf fuenf cinco cinq",
    "six sechs seis",
    "seven sieben siete sept",
    "eight acht ocho huit",
    "nine neun nueve neuf",
    "ten zehn diez dix",
    "eleven elf once onze",
    "twelve zwolf zwoelf doce douze",
)
ENGLISH_HOURS = ("one two three four five six seven eight nine ten eleven twelve",)
GERMAN_HOURS = ("eins zwei drei vier funf fuenf sechs sieben acht neun zehn elf zwolf zwoelf",)
SPANISH_HOURS = ("una dos tres cuatro cinco seis siete ocho nueve diez once doce",)
MORNING = "mornings?|(?<!guten )morgens?|vormittags?|fruh|frueh|matin|manana|madrugada"
EVENING = "evenings?|afternoon|abends?|nachmittags?|tarde|soiree|soir|apres-midi"
NIGHT = "night|tonight|nachts?|noche|nuit"
NOON = "noon|midday|mittags?|mediodia|midi"
MIDNIGHT = "midnight|mitternachts?|medianoche|minuit"
HARMLESS = """
between to till until bis zwischen entre
on at the in it s is its starts starting start begins from of around about approx sharp please and then ok yes this
i think uhr h um am an ab den der dem die das es ist beginnt gegen circa ca ungefahr bitte und dann ja pm a al el
la las los le les lo por para de del du des empieza sobre y si sera en aux vers environ et oui morning mornings
evening evenings afternoon night morgen morgens vormittag vormittags fruh frueh abend abends nachmittag nachmittags
nacht nachts manana tarde noche matin soir apres midi noon mittag mittags
"""
"""Words beside a moment that leave it as it is."""


def fold(text: str) -> str:
    """The text in small letters without accents, as many characters as before (NFC text comes out in place)."""
    return "".join(unicodedata.normalize("NFKD", letter)[0].lower() for letter in text)


def composed(text: str) -> str:
    """The text in NFC, with at most 2,000 characters: the form in which spans count."""
    return unicodedata.normalize("NFC", text[:2000])[:2000]


def any_of(rows: tuple[str, ...]) -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(sorted((word for row in rows for word in row.split()), key=len, reverse=True))


def row_of(word: str, rows: tuple[str, ...]) -> int:
    """The number of the row a word stands in."""
    return next(number for number, row in enumerate(rows) if word in row.split())


def number_of(word: str) -> int:
    """A number in figures or in words."""
    return int(word) if word.isdecimal() else row_of(word, NUMBERS)
