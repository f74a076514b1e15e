"""Names as they stand in sheets: tidied, looked up once, and former members made on demand."""

from __future__ import annotations

from orglife.actions.wording import tidy
from orglife.errors import InvalidRecordError, OrglifeError, UnknownNameError
from orglife.messages import say
from orglife.model.branch import Branch
from orglife.model.member import Member
from orglife.model.names import find_member, members_named
from orglife.model.terms import fold


def whom(branch: Branch, text: str) -> Member:
    """Return the one member whom a cell names: by name, `#12`, or `Zhang Wei #12` of namesakes.

    Raises:
        UnknownNameError: nobody; or the member of this number has another name.
        AmbiguousNameError: several.
    """
    name, sharp, number = text.replace("＃", "#").rpartition("#")
    if not sharp:
        return find_member(branch, text)
    one = find_member(branch, f"#{number.strip()}")
    if name.strip() and one not in members_named(branch, name):
        raise UnknownNameError(
            say("#{id} is {name}", id=one.id, name=one.name),
            hint=say("one of the two is mistyped: {text}", text=text.strip()),
        )
    return one


class People:
    """The members of the branch by what a sheet calls them; each name is looked up once.

    With `make_former` an unknown name becomes a former member, known by name only.
    """

    def __init__(self, branch: Branch, *, make_former: bool) -> None:
        self.branch = branch
        self.make_former = make_former
        self.made: dict[int, Member] = {}
        self.touched: set[int] = set()
        """Former members made here who were named since this was last cleared."""
        self._known: dict[str, int | OrglifeError] = {}

    def find(self, text: str) -> Member:
        """Return whom `text` means.

        Raises:
            UnknownNameError, AmbiguousNameError: nobody, or several.
        """
        key = fold(text)
        if key not in self._known:
            self._known[key] = self._look_up(text)
        found = self._known[key]
        if isinstance(found, OrglifeError):
            raise found
        if found in self.made:
            self.touched.add(found)
        return self.branch.members[found]

    def _look_up(self, text: str) -> int | OrglifeError:
        try:
            return find_member(self.branch, text).id
        except UnknownNameError as error:
            if not self.make_former or text.lstrip()[:1] in "#＃":
                return error
            try:
                name = tidy(text, say("name"))
            except InvalidRecordError as unfit:
                return unfit
            member = Member(id=self.branch.next_id("members"), name=name, former=True)
            self.branch = self.branch.add("members", member)
            self.made[member.id] = member
            return member.id
        except OrglifeError as error:
            return error
