"""A made feed like GDELT's, for measuring: skewed actors, places and codes, days of 1979 to 2026.

``python bench/made.py ROWS FILE`` writes it; equal numbers of rows give equal files.
"""

from __future__ import annotations

import sys

import duckdb

from timeline.lexicon import feeds

_COUNTRIES = (
    "USA RUS CHN GBR ISR IRN UKR FRA DEU IND PAK SYR TUR IRQ JPN KOR AUS CAN EGY SAU AFG NGA ITA ESP POL PSE LBN YEM"
    " GRC SRB HUN ROU BGR HRV BIH MKD ALB MNE SVN XKX AUT CHE SWE NOR FIN DNK NLD BEL PRT IRL CZE SVK EST LVA LTU GEO"
    " ARM AZE KAZ UZB KGZ TJK TKM MNG VNM THA MMR PHL IDN MYS SGP BGD LKA NPL ZAF KEN ETH SOM SDN LBY TUN DZA MAR MEX"
    " BRA ARG CHL COL VEN PER BOL CUB"
)
COUNTRIES = _COUNTRIES.split()
SECTORS = ("", "", "", "", "GOV", "GOV", "MIL", "COP", "CVL", "MED", "BUS", "OPP", "REB", "JUD", "LEG", "EDU")


def write(rows: int, path: str) -> None:
    """Write so many rows."""
    codes = sorted(code for code, *_ in feeds.codes("cameo"))
    database = duckdb.connect(config={"threads": 2})
    run = database.execute
    run("CREATE MACRO h(i, salt) AS hash(i * 1000003 + salt)")
    run("CREATE MACRO u(i, salt) AS (h(i, salt) % 1000000) / 1000000.0")
    # A power of an even number is skewed: the first actors have a hundred times what the last have.
    run("CREATE MACRO skewed(i, salt, n) AS (floor(n * pow(u(i, salt), 3)))::INTEGER + 1")
    run(
        "CREATE MACRO country(i, salt) AS ($countries::VARCHAR[])[skewed(i, salt, $n)]".replace(
            "$countries", str(COUNTRIES)
        ).replace("$n", str(len(COUNTRIES)))
    )
    run(f"CREATE MACRO sector(i, salt) AS ({list(SECTORS)!s}::VARCHAR[])[(h(i, salt) % {len(SECTORS)})::INTEGER + 1]")
    run(f"CREATE MACRO code(i) AS ({codes!s}::VARCHAR[])[skewed(i, 7, {len(codes)})]")

    def party(salt: int, share: int) -> str:
        some = f"h(i, {salt}) % 100 < {share}"
        c, s = f"country(i, {salt + 1})", f"sector(i, {salt + 2})"
        values = [f"{c} || {s}", f"'NAME OF ' || {c} || ' ' || (h(i, {salt + 3}) % 40)", c, *["''"] * 4, s, "''", "''"]
        return ", ".join(f"CASE WHEN {some} THEN {value} ELSE '' END" for value in values)

    def geo(salt: int) -> str:
        place = f"skewed(i, {salt}, 20000)"
        return ", ".join(
            [
                "'4'", f"'Town ' || {place} || ', District ' || ({place} % 900) || ', Country ' || ({place} % 200)",
                "'US'", f"'US' || ({place} % 60)", f"round(({place} % 18000) / 100.0 - 90, 4)::VARCHAR",
                f"round(({place} % 36000) / 100.0 - 180, 4)::VARCHAR", f"{place}::VARCHAR",
            ]
        )  # fmt: skip

    quoted = path.replace("'", "''")
    run(
        f"""COPY (SELECT 400000000 + i, strftime(day, '%Y%m%d'), strftime(day, '%Y%m'), strftime(day, '%Y'),
          year(day) + dayofyear(day) / 365.0, {party(10, 92)}, {party(20, 72)}, (h(i, 30) % 2)::VARCHAR, code(i),
          code(i)[:3], code(i)[:2], '1', round(u(i, 31) * 20 - 10, 1), h(i, 32) % 40, 1, h(i, 32) % 40,
          round(u(i, 33) * 20 - 10, 14), {geo(40)}, {geo(50)}, {geo(60)}, strftime(day, '%Y%m%d'),
          'https://www.outlet' || skewed(i, 70, 3000) || '.com/news/' || strftime(day, '%Y/%m') || '/story-'
            || h(i // 3, 71)
          FROM (SELECT i, DATE '1979-01-01' + (17500 * pow(u(i, 1), 0.5))::INTEGER AS day FROM range({rows}) r(i)))
        TO '{quoted}' (FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '')"""
    )


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
