#!/bin/sh
# Real news, read as a newsreader would: what the engine is handed for each doubtful
# token of an article that may stand beside this project.
. "$(dirname "$0")/lib.sh"

article=../shared/samples/machinists-rally.txt
if [ ! -r "$article" ]; then
    echo 'sample_reading: the sample article is not here; nothing was tried'
    finish
fi

INPUT=$article
run filter pronounce
INPUT=
cp "$T/out" "$T/handed"
run inspect "$article" --stage=phonemes
sed 's/ //g' "$T/out" >"$T/heard"

# readings FILE: lines "what must be there | where"; with "not" first: must not.
readings() {
    while IFS='|' read -r reading where; do
        it "$(basename "$1"):$where"
        reading=${reading% }
        case $reading in
        'not '*) if grep -qF -- "${reading#not }" "$1"; then complain "there is: ${reading#not }"; fi ;;
        *) grep -qF -- "$reading" "$1" || complain "there is no: $reading" ;;
        esac
    done
    close_case
}

readings "$T/handed" <<'END'
EAST HARTFORD, Connecticut, This | Conn. and the dash of a dateline
declared R Thomas Buffenbarger, | an initial
Machinists [[and]] Aerospace Workers, | no pause inside a name
Ned [[l@m'A:nts]] bid for U S Senate. | a possessive; U.S. without a stop
to [[l@m'A:nts]] [['Vps,Et]] victory over Senator Joe | the noun upset; Sen.
in the August eighth Democratic primary. | Aug. 8
The September third labor rally | Sept. 3
Hartford Pratt [[and]] Whitney plant | no pause inside a company
from Day [[w'Vn]], [[l@m'A:nt]] said | a stressed One
Winchester Repeating Arms Company who | Co.
in the [[st'eIts]] history. | the state’s
thirty thousand new voters, | 30,000
fifteen hundred first-time voters | 1,500
Representative John Larson, Democrat of Connecticut, just | Rep. and (D-Conn.)
Connecticut in nineteen thirty-eight, | a year
was Franklin [[d'El@noU]] Roosevelt. | Delano
FDR said the other side | FDR
the first one hundred hours. | 100
a five-state tour | a compound
JUICE campaign, | a word in capitals
Several [[g,u:b3n@t'o@ri@l]] campaigns | gubernatorial
for [[g,u:b3n@t'o@ri@l]] candidates | gubernatorial again
Rally Around dot U S, pledging | an address on the web
on November seventh. | Nov. 7
In addition to the IAM and the | IAM
union, AFT Connecticut, | AFT in brackets
not Conn. | Connecticut everywhere
not Lamont | no Lamont by the rules of the engine
END

# As the engine says it: "_" is a pause.
readings "$T/heard" <<'END'
l@mA:ntsbIdfO@j | Lamont’s bid for
fO@ju:EssEn@t | U.S. Senate without a stop
vIkt3ri;oUv3sEn@t#3dZoUli:b3m@n | Senator Joe Lieberman without a stop
nDI2;O:g@steItTdEm@krat | August eighth without a stop
D@2sEptEmb3T3:d | September third without a stop
i:sthA@tf3dpratandwItniplaant | Pratt and Whitney without a pause
m@Si:nIstsande@roUspeIsw3:k3z | Machinists and Aerospace Workers without a pause
A@mzkVmp@ni | Company
rEprI#zEnt@tIvdZ0nlA@s@n_:_dEm@kratVvk@nEt#I2k@t | Representative, Democrat of Connecticut
naInti:nT3:t#i;eIt | nineteen thirty-eight
fraNklIndEl@noUroUz@vElt | Delano
VpsEtvIkt3ri | upset
gu:b3n@to@ri@l | gubernatorial
D@2steItshIst3ri | the state’s history
d0tju:Es | dot U S
noUvEmb3sEv@nT | November seventh
DI2;aIeIEm | the IAM as letters
END

finish
