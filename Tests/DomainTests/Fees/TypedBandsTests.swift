import Domain
import Testing

@Suite("Bands as they are typed")
struct TypedBandsTests {
    @Test(
        "become the cell that files have, and its rows again",
        arguments: [
            ([("20", "0"), ("", "5000")], "0-20:0;20-:5000"), ([("", "7")], "0-:7"), ([], ""),
            ([("۲۰", "۱٬۰۰۰"), ("", ""), ("100", "5,000"), ("", "0")], "0-20:1000;20-100:5000;100-:0"),
            ([("", "1"), ("20", "2")], "0-:1;0-20:2"), ([("7.5", "x"), ("", "")], "0-7.5:x"),
        ])
    func cells(typed: [(String, String)], cell: String) {
        let bands = TypedBands(typed.map { .init(end: $0.0, amount: $0.1) })
        #expect(bands.cell == cell)
        #expect(TypedBands(cell: cell) == bands)
    }

    @Test("of a cell that nobody understands are shown as they are", arguments: ["a", ":", "0-20", "-:5", "0-1-2:3"])
    func strange(cell: String) { #expect(TypedBands(cell: cell).rows.count == 1) }
}
