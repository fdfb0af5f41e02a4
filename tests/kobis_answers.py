"""Invented answers in the format of KOBIS's open API."""

from __future__ import annotations

import json
from typing import Any


def film(code: str = "20990001", name: str = "가나다", **more: Any) -> dict[str, Any]:
    """Return an answer of searchMovieInfo."""
    told: dict[str, Any] = {
        "movieCd": code,
        "movieNm": name,
        "movieNmEn": "Ga Na Da",
        "movieNmOg": "",
        "showTm": "101",
        "prdtYear": "2098",
        "openDt": "20990503",
        "prdtStatNm": "개봉",
        "typeNm": "장편",
        "nations": [{"nationNm": "한국"}],
        "genres": [{"genreNm": "드라마"}, {"genreNm": "SF"}],
        "directors": [{"peopleNm": "감하나", "peopleNmEn": "KAM Ha-na"}],
        "actors": [],
        "showTypes": [{"showTypeGroupNm": "2D", "showTypeNm": "디지털"}],
        "companys": [],
        "audits": [{"auditNo": "2099-1", "watchGradeNm": "12세이상관람가"}],
        "staffs": [],
    }
    return {"movieInfoResult": {"movieInfo": {**told, **more}}}


def actor(name: str, english: str = "", cast: str = "") -> dict[str, str]:
    return {"peopleNm": name, "peopleNmEn": english, "cast": cast, "castEn": ""}


def worker(name: str, role: str, english: str = "") -> dict[str, str]:
    return {"peopleNm": name, "peopleNmEn": english, "staffRoleNm": role}


def company(code: str, name: str, part: str, english: str = "") -> dict[str, str]:
    return {"companyCd": code, "companyNm": name, "companyNmEn": english, "companyPartNm": part}


def nations(*names: str) -> list[dict[str, str]]:
    return [{"nationNm": name} for name in names]


FAULT = {"faultInfo": {"message": "유효하지않은 키값입니다.", "errorCode": "320010"}}
LIST = {
    "movieListResult": {
        "totCnt": 1,
        "source": "영화진흥위원회",
        "movieList": [
            {
                "movieCd": "20990002",
                "movieNm": "라마바",
                "movieNmEn": "Ra Ma Ba",
                "prdtYear": "2099",
                "openDt": "",
                "typeNm": "단편",
                "prdtStatNm": "개봉예정",
                "nationAlt": "한국,일본",
                "genreAlt": "드라마,공포(호러)",
                "repNationNm": "한국",
                "repGenreNm": "드라마",
                "directors": [{"peopleNm": "감하나"}],
                "companys": [{"companyCd": "1", "companyNm": "영화사 갑"}],
            }
        ],
    }
}
PERSON = {
    "peopleInfoResult": {
        "peopleInfo": {
            "peopleCd": "77",
            "peopleNm": "감하나",
            "peopleNmEn": "KAM Ha-na",
            "sex": "여자",
            "repRoleNm": "감독",
            "homepages": [],
            "filmos": [
                {"movieCd": "20990001", "movieNm": "가나다", "moviePartNm": "감독"},
                {"movieCd": "20990003", "movieNm": "사아자", "moviePartNm": "배우"},
            ],
        },
        "source": "영화진흥위원회",
    }
}
COMPANY = {
    "companyInfoResult": {
        "companyInfo": {
            "companyCd": "88",
            "companyNm": "영화사 갑",
            "companyNmEn": "Gap Film",
            "ceoNm": "감하나",
            "parts": [{"companyPartNm": "제작사"}],
            "filmos": [
                {"movieCd": "20990001", "movieNm": "가나다", "companyPartNm": "제작사"},
                {"movieCd": "20990003", "movieNm": "사아자", "companyPartNm": "공동제공"},
                {"movieCd": "20990003", "movieNm": "사아자", "companyPartNm": "프로덕션 서비스"},
            ],
        },
        "source": "영화진흥위원회",
    }
}
COMPANIES = {
    "companyListResult": {
        "totCnt": 1,
        "companyList": [
            {
                "companyCd": "89",
                "companyNm": "영화사 을",
                "companyNmEn": "",
                "companyPartNames": "배급사,수입사",
                "ceoNm": "",
                "filmoNames": "가나다|사아자",
            }
        ],
        "source": "영화진흥위원회",
    }
}
PEOPLE = {
    "peopleListResult": {
        "totCnt": 1,
        "peopleList": [
            {
                "peopleCd": "78",
                "peopleNm": "감둘",
                "peopleNmEn": "",
                "repRoleNm": "배우",
                "filmoNames": "가|나",
            }
        ],
        "source": "영화진흥위원회",
    }
}
BOX_OFFICE = {
    "boxOfficeResult": {
        "boxofficeType": "주간 박스오피스",
        "showRange": "20990501~20990507",
        "yearWeekTime": "209918",
        "weeklyBoxOfficeList": [
            {
                "rank": "1",
                "movieCd": "20990001",
                "movieNm": "가나다",
                "openDt": "2099-05-03",
                "salesAcc": "9000000",
                "audiAcc": "1200",
                "scrnCnt": "15",
            }
        ],
    }
}


def lines(*answers: Any) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers).encode()
