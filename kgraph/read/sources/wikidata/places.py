"""The countries and languages of Wikidata, by their ids."""

from __future__ import annotations

import re
from typing import NamedTuple

_CODES = """
    Q884:KR Q423:KP Q17:JP Q148:CN Q8646:HK Q14773:MO Q865:TW Q711:MN Q881:VN Q869:TH Q928:PH Q252:ID
    Q833:MY Q334:SG Q836:MM Q424:KH Q819:LA Q668:IN Q843:PK Q902:BD Q837:NP Q854:LK Q917:BT Q889:AF
    Q794:IR Q796:IQ Q858:SY Q822:LB Q801:IL Q810:JO Q851:SA Q878:AE Q846:QA Q817:KW Q219060:PS Q43:TR
    Q230:GE Q399:AM Q227:AZ Q232:KZ Q265:UZ Q813:KG Q863:TJ Q874:TM Q30:US Q16:CA Q96:MX Q241:CU Q155:BR
    Q414:AR Q298:CL Q739:CO Q419:PE Q717:VE Q77:UY Q750:BO Q736:EC Q733:PY Q774:GT Q800:CR Q804:PA
    Q786:DO Q766:JM Q145:GB Q27:IE Q142:FR Q183:DE Q38:IT Q29:ES Q45:PT Q55:NL Q31:BE Q32:LU Q39:CH
    Q40:AT Q34:SE Q20:NO Q35:DK Q33:FI Q189:IS Q36:PL Q213:CZ Q214:SK Q28:HU Q218:RO Q219:BG Q41:GR
    Q229:CY Q233:MT Q403:RS Q224:HR Q215:SI Q225:BA Q221:MK Q222:AL Q236:ME Q159:RU Q212:UA Q184:BY
    Q191:EE Q211:LV Q37:LT Q217:MD Q408:AU Q664:NZ Q79:EG Q1028:MA Q262:DZ Q948:TN Q258:ZA Q1033:NG
    Q1041:SN Q117:GH Q115:ET Q114:KE Q965:BF Q912:ML Q1009:CM Q916:AO Q1029:MZ Q228:AD Q781:AG Q25228:AI
    Q51:AQ Q16641:AS Q21203:AW Q5689:AX Q244:BB Q398:BH Q967:BI Q962:BJ Q25362:BL Q23635:BM Q921:BN
    Q27561:BQ Q778:BS Q23408:BV Q963:BW Q242:BZ Q36004:CC Q974:CD Q929:CF Q971:CG Q1008:CI Q26988:CK
    Q1011:CV Q25279:CW Q31063:CX Q977:DJ Q756617:DK Q784:DM Q6250:EH Q986:ER Q712:FJ Q9648:FK Q702:FM
    Q4628:FO Q1000:GA Q769:GD Q3769:GF Q25230:GG Q1410:GI Q223:GL Q1005:GM Q1006:GN Q17012:GP Q983:GQ
    Q35086:GS Q16635:GU Q1007:GW Q734:GY Q131198:HM Q783:HN Q790:HT Q9676:IM Q43448:IO Q785:JE Q710:KI
    Q970:KM Q763:KN Q5785:KY Q760:LC Q347:LI Q1014:LR Q1013:LS Q1016:LY Q235:MC Q126125:MF Q1019:MG
    Q709:MH Q16644:MP Q17054:MQ Q1025:MR Q13353:MS Q1027:MU Q826:MV Q1020:MW Q1030:NA Q33788:NC Q1032:NE
    Q31057:NF Q811:NI Q29999:NL Q697:NR Q34020:NU Q842:OM Q30971:PF Q691:PG Q34617:PM Q35672:PN Q1183:PR
    Q695:PW Q17070:RE Q1037:RW Q685:SB Q1042:SC Q1049:SD Q192184:SH Q842829:SJ Q1044:SL Q238:SM Q1045:SO
    Q730:SR Q958:SS Q1039:ST Q792:SV Q26273:SX Q1050:SZ Q18221:TC Q657:TD Q129003:TF Q945:TG Q36823:TK
    Q574:TL Q678:TO Q754:TT Q672:TV Q924:TZ Q1036:UG Q16645:UM Q237:VA Q757:VC Q25305:VG Q11703:VI
    Q686:VU Q35555:WF Q683:WS Q805:YE Q17063:YT Q953:ZM Q954:ZW
"""
COUNTRIES: dict[str, str] = dict(re.findall(r"(Q\d+):([A-Z]{2})", _CODES))
"""Countries -> their codes of ISO 3166-1; two kingdoms have an item of their own beside the country's."""

ITEMS = {code: item for item, code in reversed(COUNTRIES.items())}
"""Codes of ISO 3166-1 -> the country."""


class Language(NamedTuple):
    """A language: its code in Wikidata's labels, and its English name."""

    code: str
    name: str


LANGUAGES = {
    "Q9176": Language("ko", "Korean"),
    "Q1860": Language("en", "English"),
    "Q5287": Language("ja", "Japanese"),
    "Q7850": Language("zh", "Chinese"),
    "Q9192": Language("zh", "Mandarin Chinese"),
    "Q9186": Language("yue", "Cantonese"),
    "Q150": Language("fr", "French"),
    "Q188": Language("de", "German"),
    "Q652": Language("it", "Italian"),
    "Q1321": Language("es", "Spanish"),
    "Q5146": Language("pt", "Portuguese"),
    "Q7737": Language("ru", "Russian"),
    "Q8798": Language("uk", "Ukrainian"),
    "Q809": Language("pl", "Polish"),
    "Q9056": Language("cs", "Czech"),
    "Q9058": Language("sk", "Slovak"),
    "Q9067": Language("hu", "Hungarian"),
    "Q7913": Language("ro", "Romanian"),
    "Q7918": Language("bg", "Bulgarian"),
    "Q9129": Language("el", "Greek"),
    "Q256": Language("tr", "Turkish"),
    "Q9027": Language("sv", "Swedish"),
    "Q9035": Language("da", "Danish"),
    "Q9043": Language("nb", "Norwegian"),
    "Q1412": Language("fi", "Finnish"),
    "Q294": Language("is", "Icelandic"),
    "Q7411": Language("nl", "Dutch"),
    "Q7026": Language("ca", "Catalan"),
    "Q8752": Language("eu", "Basque"),
    "Q9288": Language("he", "Hebrew"),
    "Q13955": Language("ar", "Arabic"),
    "Q9168": Language("fa", "Persian"),
    "Q1568": Language("hi", "Hindi"),
    "Q5885": Language("ta", "Tamil"),
    "Q8097": Language("te", "Telugu"),
    "Q9610": Language("bn", "Bengali"),
    "Q36236": Language("ml", "Malayalam"),
    "Q33673": Language("kn", "Kannada"),
    "Q1571": Language("mr", "Marathi"),
    "Q1617": Language("ur", "Urdu"),
    "Q9217": Language("th", "Thai"),
    "Q9199": Language("vi", "Vietnamese"),
    "Q9240": Language("id", "Indonesian"),
    "Q34057": Language("tl", "Tagalog"),
    "Q9299": Language("sr", "Serbian"),
    "Q6654": Language("hr", "Croatian"),
    "Q9303": Language("bs", "Bosnian"),
    "Q9063": Language("sl", "Slovene"),
    "Q9072": Language("et", "Estonian"),
    "Q9078": Language("lv", "Latvian"),
    "Q9083": Language("lt", "Lithuanian"),
    "Q9307": Language("gl", "Galician"),
    "Q9142": Language("ga", "Irish"),
    "Q8108": Language("ka", "Georgian"),
    "Q8785": Language("hy", "Armenian"),
    "Q9292": Language("az", "Azerbaijani"),
    "Q9091": Language("be", "Belarusian"),
    "Q8748": Language("sq", "Albanian"),
    "Q14196": Language("af", "Afrikaans"),
    "Q5137": Language("gu", "Gujarati"),
    "Q397": Language("la", "Latin"),
}
"""Languages; the code is that of their labels in Wikidata."""
