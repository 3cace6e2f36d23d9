#!/usr/bin/env python3
"""Draws docs/pictures/simulate.svg: utilisation, refused clients and unusable gaps under fixed grids and without gaps.
usage: docs/simulate.py PROGRAM [WEEKS]     PROGRAM: build/release/fascia"""
import json, pathlib, subprocess, sys

program, weeks = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "52"
grids = [15, 30, 60]
runs = [json.loads(subprocess.run([program, "simulate", "--therapists", "12", "--weeks", weeks, "--seed", "1", "--demand", "1",
                                   "--grid", str(g), "--json"], check=True, capture_output=True, text=True).stdout) for g in grids]
measures = [("utilisation", "Treated, of the time worked", lambda p: p["utilisation"] * 100),
            ("refused", "Refused, of all who asked", lambda p: 100 * p["refused"] / p["asked"]),
            ("gaps", "Unusable gaps, of that time", lambda p: 100 * p["unusable_minutes"] / p["worked_minutes"])]
colours = {"fixed_grid": "#8a6d3b", "no_gaps": "#2f6f6a"}
width, height, left = 760, 330, 40
out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="system-ui, sans-serif" font-size="13" role="img" '
       'aria-label="Fixed grid of starts beside starts without gaps">',
       f'<rect width="{width}" height="{height}" fill="#fff"/>']
panel = (width - left) / len(measures)
for m, (_, title, value) in enumerate(measures):
    x0, base, top = left + m * panel, 250, 50
    most = max(value(p) for r in runs for p in r["policies"])
    out.append(f'<text x="{x0:.0f}" y="28" font-weight="600" fill="#222">{title}</text>')
    out.append(f'<line x1="{x0:.0f}" y1="{base}" x2="{x0 + panel - 30:.0f}" y2="{base}" stroke="#999"/>')
    for i, (grid, run) in enumerate(zip(grids, runs)):
        x = x0 + 6 + i * (panel - 36) / len(grids)
        for k, p in enumerate(run["policies"]):
            h = (base - top) * value(p) / most
            out.append(f'<rect x="{x + k * 30:.1f}" y="{base - h:.1f}" width="26" height="{h:.1f}" fill="{colours[p["policy"]]}"/>')
            out.append(f'<text x="{x + k * 30 + 13:.1f}" y="{base - h - 5:.1f}" text-anchor="middle" font-size="11" fill="#222">{value(p):.0f}</text>')
        out.append(f'<text x="{x + 28:.1f}" y="{base + 18}" text-anchor="middle" fill="#444">{grid} min</text>')
out.append(f'<rect x="{left}" y="290" width="14" height="14" fill="{colours["fixed_grid"]}"/><text x="{left + 20}" y="302">fixed grid of starts</text>')
out.append(f'<rect x="{left + 180}" y="290" width="14" height="14" fill="{colours["no_gaps"]}"/><text x="{left + 200}" y="302">no gaps, on the same grid elsewhere</text>')
out.append(f'<text x="{left}" y="322" font-size="11" fill="#666">Per cent. 12 therapists, {weeks} weeks, seed 1, as many minutes asked for as worked; made-up clients.</text></svg>')
pathlib.Path(__file__).with_name("pictures").joinpath("simulate.svg").write_text("\n".join(out) + "\n")
