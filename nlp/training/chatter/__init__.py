"""Chat as groups really hold it, made up by the ten thousands: what it costs if a bot speaks out of turn.

`words.txt` holds what stands in the places of the sentences, `themes/*.txt` the sentences, one a line:
`{name}` is a place, `(a|b|)` a choice, `(a|b)?` one that may be left out, `⏎` a new line. A sentence that
begins with `! ` holds words of a report, or their like, and reports nothing. `reports/*.txt` holds
sentences of the same form that report a matter of the category, bluntly and in a few words, `dangers/*.txt`
cries of danger to life, `calm/*.txt` matters that hold their words while nobody is in danger.
"""
