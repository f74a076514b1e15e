"""The command lines that `same.py` runs on both trees: as they are typed, without `orglife`.

`@2026-12-18` in front sets the day of a command; `&&` joins the commands of one scenario. In the
reading commands `{one}`, `{two}`, `{three}` stand for members of the branch that is read.
"""

from __future__ import annotations

TODAY = "2026-11-22"

BRANCHES = {
    "riverside": ("Yang Jie", "Shan Jun", "Zeng Li"),
    "demo": ("An Bo", "Bai He", "Cen Yu"),
}

FORMATS_OF_THE_OTHER_LANGUAGE = ("table", "csv", "html")
"""Riverside is read in Chinese, and the demo in English, in these alone without `--all`."""

SETTING_UP = {
    "riverside": """
init branch.json --name Riverside --sector community --founded 2015-06-01 --theme-day "first friday"
import data/roster.csv --yes
import data/register.csv --yes
task add matter "Light in building 3" --owner "Yang Jie" --due 2026-12-31
task add commitment "Clear the corridor" --owner "Zeng Li" --due 2026-10-01
task add care "Visit at the hospital" --owner "Shan Jun"
plan add theme-day --on 2026-12-04 --topic "Winter safety" --place Hall
plan add lecture --on 2026-12-11
plan cancel "last lecture" --reason "the hall is closed"
log talk --on 2026-11-20 --with "Yang Jie; Shan Jun" --body "said in confidence"
waive CM-FREQ 2026-02 --by "Street committee" --reason "flood duty"
admission add "Zhao Min" --applied 2026-03-01 --residence "East Lane"
admission talk "Zhao Min" --on 2026-03-20
kinds add reading-circle --en "reading circle" --zh 读书会 --scope group --study
rules off OUTCOME
vote last general-meeting --motion "Adopt the plan of service" --yes 18 --no 1 --abstain 2
member edit "Zeng Li" --remark "=HYPERLINK(1)" --residence 东里
member mobile "Shan Jun" --from 2026-03-01 --place Shenzhen --contact "Yang Jie"
criticism open 2026 --on 2026-12-18
appraisal open 2026 --on 2027-01-15
member edit "Zeng Li" --unit "Old | quarter"
undo
""",
    "demo": "demo .",
}

READS_IN_EVERY_FORMAT = """
status
due
check 2026
check 2026-Q4 --calendar
check 2026 --list
report year 2026
report attendance 2026
report talks 2026
report coverage
report tasks 2026
report member {one} 2026
report changes --since 2026-10-01
form sign-in last lecture
form minutes last general-meeting
form plan 2026-Q4
form register 2026
form appraisal 2026
rules list
rules show GM-PASS
kinds list
waivers list
plan list
activity list 2026
activity show last general-meeting
activity show last talk --with-private
criticism show
criticism sheet
appraisal show
task list --all
task show 1
member list --all
member show {one}
member show {three}
group list
group show 1
group suggest --by residence --max 9
committee list
committee history
admission list --all
admission show {probationer}
handover
export roster
export activities
export tasks
export calendar 2026
history
backup list
backup compare
doctor
verify
audit run branch.json --period 2026
config show
schedule print --target cron
version
use
"""

READS = """
_nothing_
status --as-of 2026-06-30
status --as-of 2025-03-01
status --known-on 2026-06-30
status --unicode
status --color always
check 2025
check 2026-10 --calendar --unicode
check 2026-10 --calendar --color always
check 2026-Q3 --rule GR-FREQ --rule GM-FREQ
check "last month" --fail-on error
check 2026 --fail-on never -q
check 2026年第四季度
check 2024-H1
check 2026 --known-on 2026-03-01
check 2026 --color always --unicode
check 2026-11 --list --format csv
due --within 14d
due --within 90d --exit-code -q
due --within 52w --format ics
report year 2025
report year 2026 --anonymize
report attendance --absent --kind lecture --last 3
report attendance 2026 --anonymize
report attendance 2026-Q2 --kind group-meeting
report member {two} 2025 --anonymize
report changes --since 2026-01-01
report changes --since yesterday
form sign-in 3
form minutes 1
form plan 下季度
form plan 2026-12
activity list
activity list --kind 党小组会 --group 2
activity list 2026 --kind lecture
activity list 2026-02-01..2026-03-15
activity show 1
activity show 2
activity show last talk
activity show last theme-day
plan list 2026-Q4
plan list 2025
rules show APPRAISAL
rules show DV-PASS
rules show GR
rules show ENTRY-LATE
task list
task list --kind commitment
task list --kind 承诺
task list --all --with-private
task show 2
task show 3
member list
member list --as-of 2026-01-01
member show "#4"
member show "#1"
member show {one} --as-of 2025-06-01
group list --as-of 2025-06-01
group show 2 --as-of 2026-03-01
group show 3
group suggest --by unit --count 3
group suggest --by residence --count 4 --keep {one}=1
group suggest --by residence --min 5 --max 7
committee list --as-of 2025-01-01
admission list
admission show {one}
admission list --as-of 2026-05-01
export all --format json
export all --format json --with-private
export all --format json --anonymize
export roster --anonymize
export tasks --with-private
export activities --anonymize -o register.csv
export activities -o register.csv --if-changed
export calendar
history {one}
history "#2"
history "Group 1"
backup compare 1
verify --head 4f2a
audit run branch.json --period 2026 --names --all
audit run . --period 2026-Q3 --findings - --jobs 1
audit run branch.json --period 2026 --sample 1 --seed 7 --jobs 1
audit run branch.json --period 2026 --fail-on never --findings findings.ndjson --notices letters
config get language
config show --format json
schedule print --target systemd --job verify --at 22:30
schedule print --target launchd --job due --at 07:00
schedule print --target schtasks --job due
schedule print --target cron --job export --folder .
completion bash
completion zsh
completion fish
completion powershell
--version
purge --older-than 3y -n
purge --older-than 30d -n
backup restore 1 -n
undo -n
"""

WRITES = """
init new.json --name 第三党支部 --sector 机关 --founded 2015-06-01 --theme-day 每月第一个周五 --timezone Asia/Shanghai
init new.json --name A --sector school --founded 2026-01-01 --records-from 2026-03-01 --superior S --language zh && -f new.json status && -f new.json member add 李四 --standing 正式党员 --joined 2010-07-01
demo try-it
demo && demo
log group-meeting --group 2 --on 2026-11-20 --absent "{two}:excused:ill" --topic "Safety"
log theme-day+lecture --on friday --lecturer "{one}" --hours 2 --means screen --new --initiator "{two}"
log 党小组会 --group 2 --on 上周五 --absent "{two}（请假：病假）"
log talk --on today --with "{one}; {two}" --body private
log general-meeting --on 2026-11-18 --chair "{one}" --recorder "{two}" --place Hall --start 14:00 --end 16:30 --outcome "Agreed" --follow-up 2026-12-01 --late "{three}" --guest "A; B" --online
log general-meeting --on 2026-11-19 --present "{one}; {two}; {three}" --delegated --chair "{two}" --minutes minutes.txt --key k1 && log general-meeting --on 2026-11-19 --key k1
log volunteering --on 2026-11-15 --reached 40 --team T --hours 3 --present "{one}"
log "contact with the masses" --on 2026-11-15 --household H12 --with "{one}" --outcome heard
log appraisal --on 2026-11-15 --for-year 2025
log committee-meeting --on 2026-11-15 --topic A --topic B --tie-in shop --format json
log theme-day --on 2026-11-10 --planned 2026-11-06 --reason rain -n
log theme-day --on 2026-11-10 --planned 2026-11-06 --reason rain
plan add theme-day --on 2027-01-08 --topic X --place Y && plan move "last theme-day" 2027-01-09 --reason holiday && plan list && plan cancel "last theme-day" --reason closed && undo 2 && redo && history
plan add 党课 --on 下周五 && log lecture --on 2026-11-20
plan add group-meeting --group 1 --form group --on 2026-12-01
activity edit last lecture --place "Reading room" --hours 1.5 --outcome "12 answered" --means screen --follow-up 2026-12-10
activity edit last general-meeting --topic A --topic B --chair "{two}" --recorder "{three}" --online --start 9:00 --end 10:30 --delegated --guest G --reason moved
activity edit last general-meeting --on 2026-11-17 && activity show last general-meeting
activity edit last general-meeting --place "" --outcome "" --not-online --not-delegated
activity attend "last lecture" "{two}" excused --reason ill && activity attend "last lecture" "{two}" 出席 && activity attend "last lecture" "{three}" unexpected
activity minutes last lecture --from minutes.txt && activity finalize last lecture && activity edit last lecture --place X && activity amend last lecture --reason "was wrong" --place Hall --attend "{two}:absent:away" --hours 3 --topic T --lecturer L && activity show last lecture && activity minutes last lecture --from minutes.txt
activity remove last lecture -y && undo && redo && verify
vote last general-meeting --motion "Adopt" --yes 18 --no 1 --abstain 2 --differing "one" --notice 2026-11-01
vote last general-meeting --motion "Admit" --kind admission --yes 9 --written 1 --not-in-room "{two}"
vote last general-meeting --motion "Adopt" --yes 12 --exclude "{three}:abroad" --consent 2026-11-01
@2026-12-20 criticism prepare theme --on 2026-12-01 && @2026-12-20 criticism prepare talks --on 2026-12-05 && @2026-12-20 criticism hold --on 2026-12-18 --absent "{two}:excused:ill" --chair "{one}" --topic T --place P --hours 2 && @2026-12-20 criticism add "{one}" --self --received 3 --accepted --problem "style:Late" --measure "Be early" --due 2027-03-31 && @2026-12-20 criticism add --problem style:Notices --measure "A week ahead" --owner "{one}" --due 2027-03-31 && @2026-12-20 criticism show && @2026-12-20 criticism sheet -o session.csv && @2026-12-20 import session.csv -n && @2026-12-20 criticism close && @2026-12-20 criticism show --format json && @2026-12-20 history
criticism open 2027 --form group --group 2 --on 2026-12-18 && criticism show
@2027-01-20 log appraisal --on 2027-01-15 --for-year 2026 && @2027-01-20 appraisal grade "{one}" qualified && @2027-01-20 appraisal grade --rest qualified --excellent "{two}" && @2027-01-20 appraisal show && @2027-01-20 appraisal close
appraisal open 2027 --on 2027-12-15 && appraisal grade "{two}" 不合格 --measure "Talk monthly" --due 2027-12-31
appraisal open 2025
task add matter "Light" --owner "{one}" --due 2026-12-31 --channel box && task edit 4 --due 2027-01-31
task add 承诺 清理楼道 --owner {two} --on 2026-11-01 && task list
task add opinion Slow --owner "{one}" --from 1
task edit 1 --progress "Half" --on 2026-11-22 && task edit 1 --due 2027-01-31 --subject New --owner "{three}"
task done 1 --result Repaired --evidence photo --checked-by "{two}" && task show 1 && task reopen 1 && task list
task done 2 --result R --on 2026-11-21 -n
waive THEME-DAY 2026-03 --by "Committee" --reason "festival" && waivers list && waivers withdraw 1 -y && check 2026-03
waive GR-FREQ 2026-04 --by C --reason R --subject "Group 2"
rules off GM-FREQ && rules on GM-FREQ && rules on STUDY-56 && rules set ENTRY-LATE days 14 && rules show ENTRY-LATE && status
rules set OPINION-OPEN days 20 && undo
rules validate county.toml && rules apply county.toml -n && rules apply county.toml -y && rules list && check 2026
rules validate broken.toml && rules apply broken.toml -y
kinds add walk --en "walk" --zh 徒步 --scope branch && log walk --on 2026-11-20 && kinds list
member add "Qian Duo" --standing probationary --joined 2026-06-28 --residence "East Lane" --unit U --duty D --remark R --other-name Q
member add 赵敏二 --standing 正式党员 --joined 2010-07-01 --full-since 2011-07 --arrived today --visiting --dual && member show 赵敏二
member edit "{one}" --residence "East Lane" --unit U --duty D --remark R --other-name O --dual --visiting && member edit "{one}" --clear remark --clear unit --not-dual --belonging
member edit "{two}" --left 2026-10-01 --left-reason "moved away" && member show "{two}" && status && purge --member "{two}" -n && purge --member "{two}" -y && history && verify
member edit "{two}" --name "New Name" && member edit "{three}" --joined 1999-01-01 --full-since 2000-01
member excuse "{one}" --from 2026-09-01 --until 2026-12-31 --reason abroad
member exempt "{two}" --from 2026-01-01 --reason "old and frail" && member list
member mobile "{three}" --from 2026-03-01 --place Shenzhen --contact "{one}" --abroad && member mobile "{three}" --until 2026-10-01
member rights "{three}" --suspend --from 2026-03-01 --reason decision && member rights "{three}" --restore --from 2026-10-01
member transfer-out "{three}" --on 2026-10-01 --to "Harbour branch" --letter-until 2026-12-01 && member transfer-out "{three}" --received 2026-10-20 && member show "{three}" && member return "{three}" --on 2026-11-01
member transfer-out "{three}" --on 2026-11-01 --to "Harbour branch" && member return "{three}" --on 2026-11-10
member add "Wrong One" --standing full && member remove "Wrong One" -y
member remove "{one}" -y
group create "Group 9" --member "{one}; {two}; {three}" --leader "{one}" --basis residence --venue V --channel C --force && group show "Group 9" && group leader "Group 9" "{two}" --how recommended && group dissolve "Group 9" --on 2026-12-31 -y
group create "Project" --member "{one}; {two}; {three}" --leader "{one}" --type temporary --secondary --until 2027-06-01
group create "Group 8" --member "{one}; {two}; {three}"
group assign "{one}=Group 2" "{two}=Group 1" --on 2026-12-01 --force && group list --as-of 2026-12-02
group assign "{one}=Group 2"
group leader "Group 1" "{one}" --on 2026-11-01 --how appointed
group dissolve "Group 3" -y && status
group suggest --by residence --max 9 --apply -y && group list && undo
group suggest --by unit --count 3 --apply -n
committee seat secretary="{two}" organization="{one}" --on 2026-12-01 && committee list --as-of 2026-12-02 && committee history
committee seat publicity=none && committee duties secretary "all" "more" && committee duties secretary --clear && committee areas "{one}" political communication && committee list && committee areas "{one}" --clear
committee elect last general-meeting --seats 3 --issued 18 --returned 18 --spoiled 1 --votes "{one}=15; {two}=12; {three}=9" --force --motion "Elect" --not-in-room "{two}" --notice 2026-11-01 && activity show last general-meeting
admission add "Qi Ming" --applied 2025-11-01 --talked 2025-11-20 --residence R --unit U --duty D && admission advance "Qi Ming" --to activist --on 2026-05-20 && admission contact "Qi Ming" "{one}" "{two}" && admission review "Qi Ming" --on 2026-11-20 --by "{one}" --conclusion continue && admission training "Qi Ming" --days 3 && admission training "Qi Ming" --hours 24 && admission show "Qi Ming" && admission end "Qi Ming" --reason withdrawn
admission add "Qi Ming" --applied 2024-01-01 && admission talk "Qi Ming" --on 2024-01-20 && admission advance "Qi Ming" --to activist --on 2024-09-20 --force && admission advance "Qi Ming" --to development-target --on 2025-10-20 --force && admission introducer "Qi Ming" "{one}" "{two}" --force && vote last general-meeting --motion "Admit Qi Ming" --kind admission --yes 18 && admission advance "Qi Ming" --to probationary --motion "last general-meeting" --force && admission approve "Qi Ming" --on 2026-11-21 && admission show "Qi Ming" && admission extend "Qi Ming" --months 6 --force && admission list
backup create copy.json && backup list && backup compare 1 && backup restore 1 -n && backup restore 1 -y && history && undo
undo 3 -y && redo 2 && history && redo 9
purge --older-than 1d -y && verify
use branch.json && use && use {branch} && use {branch} --forget && use
-f branch.json use mine && config show
config set language zh && status && config set language en && config set color always && config set pager never && config set accessible true && config set unicode true && status && config show && config set color ""
config set file branch.json
export all -o all.json && -f other.json import all.json -y && -f other.json status
export roster -o r.csv && export activities -o a.csv && import r.csv -n && import a.csv -n && export roster -o r.csv && export roster -o r.csv --force && export activities -o a.xlsx && import a.xlsx -n
export tasks -o t.xlsx && import t.xlsx -n && export roster -o r.xlsx && import r.xlsx -n
handover -o handover.docx && handover -o handover.html && handover -o handover.md
check 2026 -o out && form plan 2026-Q4 -o plan.svg
import data/sheets/register-bad.csv -y
import data/sheets/register-bad.csv --on-error skip -y
import data/sheets/register-tabs.tsv -y --unknown former
_tamper_ && status && check 2026 && verify && doctor && doctor --accept -y && doctor --fix -y && history
_cut_ && status && verify && doctor && backup list && doctor --fix -y
_newer_ && status && log lecture --on 2026-11-20 && doctor
_empty_ && status && log lecture --on 2026-11-20 && doctor
audit run . --period 2026 --jobs 1 --findings a.ndjson && audit merge a.ndjson && audit merge a.ndjson --format json && audit run . --period 2026 --jobs 1 --cache c && audit run . --period 2026 --jobs 1 --cache c && audit run . --period 2026 --shard 1/2 --findings b.ndjson
"""

REHEARSED = """
import data/roster.csv -n
import data/register.csv -n
import data/党员花名册.csv -n
import data/组织生活台账.csv -n
import data/sheets/register-bad.csv -n
import data/sheets/register-bad.csv -n --on-error skip
import data/sheets/register-tabs.tsv -n
import data/sheets/roster-namesakes.csv -n
import data/sheets/roster-one-column-per-post.csv -n
import data/sheets/roster-spoiled.csv -n
import data/sheets/名册.xls -n
import data/sheets/花名册-gb18030.csv -n
import data/samples/register.xlsx -n
import data/samples/roster.xlsx -n
import data/samples/台账.xlsx -n
import data/samples/花名册.xlsx -n
import data/expected.csv -n
import data/README.md -n
import data/register.csv -n --map topic= --map place=topic
import data/register.csv -n --unknown former
"""

REFUSALS = """
log lecture --on 2026-13-01
log lecture --on 2027-05-01
log lecture --on 1999-01-01
log lecture --on yesterdy
log lectur --on today
log zzz --on today
log --on today
log lecture --on today --start 25:00
log lecture --on today --hours x
log lecture --on today --hours -1
log lecture --on today --absent "Nobody Here"
log lecture --on today --absent "{one}:ill"
log lecture --on today --absent "{one}" --present "{one}"
log lecture --on today --frobnicate
log group-meeting --on today
log group-meeting --on today --group 99
log lecture --on today --group 1
log lecture --on today --as-of 2026-01-01
log lecture --on today --minutes gone.txt
log lecture --on today --body secret
log lecture --on today -o x.html
log lecture --on today --end 9:00 --start 10:00
log appraisal --on today
plan add lecture
plan add lecture --on 2020-01-01
plan move 9999 2026-12-01
plan cancel "last lecture"
activity show
activity show 9999
activity show last zzz
activity show 2026-02-30
activity edit last lecture
activity attend "last lecture" "{one}" zzz
activity attend "last lecture" Nobody excused
activity finalize 9999
activity amend last lecture --reason x
vote last lecture --motion M --yes 1
vote last general-meeting --motion M --yes 999
vote last general-meeting --yes 1
vote
criticism open 1900
criticism prepare zzz --on today
criticism add Nobody --self
appraisal grade "{one}" wonderful
task add zzz Subject
task add matter ""
task show 999
task done 1
task done
task reopen 1
status --format pdf
status --lang fr
status --as-of never
status --color sometimes
status extra
statu
check 20x6
check 2026-Q5
check 2026 --rule NOPE
check 2026 --fail-on disaster
check 2026 -o folder/none/x.html
check 2026 -o branch.json
due --within soon
due --exit-code
report
report yeer 2026
report member Nobody
report attendance 2026 --last 0
rules show NOPE
rules set ENTRY-LATE days many
rules set ENTRY-LATE nope 3
rules apply gone.toml
kinds add lecture --en l --zh l
waive NOPE 2026-02 --by a --reason b
waive THEME-DAY 2026-02 --reason b
waivers withdraw 99
member add "{one}" --standing full
member add X --standing emperor
member add "a;b" --standing full
member show Nobody
member show "#999"
member show
member edit "{one}"
member edit "{one}" --clear nothing
member edit "{one}" --joined 2999-01-01
member transfer-out "{one}"
member return "{one}"
member rights "{one}"
group create "Group 1" --member "{one}"
group show 99
group assign "{one}"
group assign "{one}=Group 99"
group dissolve 99
group suggest --by colour
group suggest --by residence --count 99
committee seat boss="{one}"
committee seat secretary
committee elect last lecture --seats 1 --votes "{one}=1"
committee duties boss x
admission advance Nobody --to full
admission advance "{one}" --to full
admission approve "{one}"
admission extend "{one}" --months 3
audit run gone/
audit merge gone.json
export everything
export all --format csv
import gone.csv -n
import branch.json -n
undo 0
undo 999 -n
redo
history Nobody
backup restore 99 -y
backup compare 99
purge
purge --older-than x
verify --head zz
use nobody
config set colour red
config get nope
config set language fr
schedule print --target dos
completion tcsh
-f gone.json status
-f gone.json check 2026 --format json
-f data status
status --format json --as-of never
member show Nobody --format json
init branch.json --name A --sector rural --founded 2020-01-01
init x.json --name A --sector moon --founded 2020-01-01
init x.json --name A --sector rural
init
demo branch.json
"""

DIALOGUES = """
log | 3 | 2 | last friday | Safety | {two} | 1 | ill | y
log --lang zh | 党小组会 | 1 | 上周五 | < | 学习 | 无 | 是
log lecture | today | Study | | y
log talk | {one}; {two} | today | | y
plan add | theme-day | 2026-12-31 | Winter | y
vote last general-meeting | Adopt | 18 | 1 | 0 | y
vote --motion "Adopt the plan" --yes 3 | last general-meeting | 0 | 0 | y
group create "Group 7" --force | {one}; {two}; {three} | {one} | y
task add commitment | Clear the corridor | {one} | 2026-12-31 | y
task add | matter | Light | {one} | friday | y
task edit --subject "Green door" | 1 | y
task done | 1 | Repaired | y
member add "Qian Duo" | full | 2010-07-01 | y
member add | Qian Duo | probationary | 2026-01-01 | y
member edit | {one} | y
member transfer-out | {three} | 2026-11-01 | Harbour | y
activity remove last lecture | n
activity remove last lecture --lang zh | 是
activity attend | last lecture | {one} | excused | y
criticism open | 2027 | y
criticism add | {one} | y
committee seat | secretary={two} | y
committee elect last general-meeting | 3 | 18 | 18 | {one}=15; {two}=12; {three}=9 | y
admission add | Qi Ming | 2026-01-01 | y
admission advance | {probationer} | full | 2026-11-20 | y
waive | THEME-DAY | 2026-03 | Committee | festival | y
kinds add | walk | a walk | 徒步 | branch | y
init | new.json | Riverside | community | 2015-06-01 | first friday | y
import data/sheets/register-bad.csv | y
undo | y
purge --older-than 1d | y
backup restore 1 | y
group dissolve "Group 3" | y
status
check 2026
check 2026-10 --calendar --unicode
member list
--help
"""

COMPLETIONS = (
    *((), ("mem",), ("member", "sh"), ("check", "--cal"), ("check", "--"), ("log", "--")),
    *(("check", "--rule", "GR"), ("check", "--rule=GR-FR"), ("log", ""), ("log", "党小")),
    *(
        ("log", "theme-day+lec"),
        ("log", "lecture", "--group", ""),
        ("log", "lecture", "--on", "to"),
    ),
    *(
        ("member", "show", ""),
        ("member", "show", "nobody"),
        ("member", "add", "X", "--standing", ""),
    ),
    *(
        ("group", "assign", ""),
        ("group", "show", ""),
        ("committee", "seat", ""),
        ("task", "add", ""),
    ),
    *(("task", "done", ""), ("activity", "show", ""), ("activity", "show", "last", "")),
    *(("activity", "attend", "1", ""), ("status", "--format", ""), ("status", "--lang", "")),
    *(("rules", "set", ""), ("rules", "set", "ENTRY-LATE", ""), ("rules", "off", "")),
    *(("waive", ""), ("waivers", "withdraw", ""), ("config", "set", ""), ("export", "")),
    *(("config", "set", "language", ""), ("init", "x.json", "--sector", "")),
    *(("member", "edit", "", "--clear", ""), ("schedule", "print", "--target", "")),
    *(("schedule", "print", "--job", ""), ("completion", ""), ("vote", "1", "--kind", "")),
    *(("admission", "advance", "X", "--to", ""), ("admission", "show", ""), ("use", "")),
    *(("group", "create", "X", "--basis", ""), ("group", "leader", "1", "A", "--how", "")),
    *(("appraisal", "grade", "A", ""), ("criticism", "prepare", ""), ("history", "")),
    *(("log", "lecture", "--absent", ""), ("log", "lecture", "--form", ""), ("report", "")),
)

COUNTY_RULES = """
[[rule]]
id = "COUNTY-STUDY"
title = { en = "The branch studies every quarter", zh = "每季度学习一次" }
source = "county-2026"
article = "3"
strength = "must"
since = 2026-01-01
check = { kind = "held", activity = "study", scope = "branch", per = "quarter", at_least = 1 }

[[rule]]
id = "ENTRY-LATE"
check = { days = 20 }
"""
