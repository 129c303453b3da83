# SPDX-License-Identifier: EUPL-1.2
#
# Workbooks and archives by a program that is not ours (openpyxl, Python's zipfile), for tests:
#   workbook.py read FILE            prints {sheet: [[cell, …], …]} as JSON
#   workbook.py read-all FILE…       prints a list of these
#   workbook.py write FILE           makes a workbook of the same, from standard input
#   workbook.py pack FILE            makes an archive of {name: text, or a number of zeros}, from standard input

import json
import sys
import zipfile


def read(path):
    import openpyxl

    # By its bytes: it would refuse a name that does not end in .xlsx.
    with open(path, "rb") as file:
        book = openpyxl.load_workbook(file)
    return {
        sheet.title: [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        for sheet in book.worksheets
    }


def write(path, sheets):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(path)


def pack(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, "0" * content if isinstance(content, int) else content)


if sys.argv[1] == "read":
    json.dump(read(sys.argv[2]), sys.stdout)
elif sys.argv[1] == "read-all":
    json.dump([read(path) for path in sys.argv[2:]], sys.stdout)
elif sys.argv[1] == "write":
    write(sys.argv[2], json.load(sys.stdin))
else:
    pack(sys.argv[2], json.load(sys.stdin))
