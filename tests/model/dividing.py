"""People to be divided, a letter each."""

from orglife.model.division import DivisionMember


def people_of(*kinds):
    """Return people of kinds such as `"AAAb"`: a letter is the key, a small one is probationary."""
    return [
        DivisionMember(at, letter.upper().replace("-", ""), letter.isupper() or letter == "-")
        for at, letter in enumerate("".join(kinds), 1)
    ]


def keys_of(people, division):
    key = {one.id: one.key or "-" for one in people}
    return ["".join(sorted(key[one] for one in part.members)) for part in division.parts]
