import Domain
import Foundation
import Testing

/// How a head office's rows are read.
@Suite struct ImportRecordsTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static func data(_ name: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent("Data/\(name).tsv"), encoding: .utf8)
    }

    let words: ImportWords
    let places: CityFinder

    init() throws {
        words = try ImportWords(
            columns: Self.data("import_columns"), terms: Self.data("import_terms"), groups: Self.data("product_groups"))
        places = CityFinder(try CityRow.parse(tsv: Self.data("cities")))
    }

    @Test(
        "Columns are recognised in both languages, however they are spelt, each once",
        arguments: [
            "کد مدل,نام مدل,گروه کالا,ماه گارانتي,شروع گارانتي از,سرويس دوره اي هر چند ماه",
            "Model code,MODEL NAME,Product group,Warranty months,warranty starts at,Periodic months",
            "model,name,group,warranty_months,warranty_from,periodic_months",
            "کد‌کالا,شرح کالا,گروه محصول,مدت گارانتی,شروع گارانتی,دوره سرویس",
        ])
    func columns(header: String) {
        let map = ColumnMap.recognised(header.split(separator: ",").map(String.init), kind: .products, words: words)
        #expect(
            map.places == [
                "model": 0, "name": 1, "group": 2, "warranty_months": 3, "warranty_from": 4, "periodic_months": 5,
            ])
    }

    @Test(
        "A day is read with its marks or without, in either calendar, and a time of day after it is left out",
        arguments: [
            ("1405/09/02", true), ("۱۴۰۵/۹/۲", true), ("14050902", true), ("2026-11-23", true),
            ("2026-11-23 14:30", true), ("2026-11-23T14:30:05.5Z", true), ("1405/09/02 9:05", true), ("20261123", true),
            ("140509021", false), ("14:30", false), ("1405/09/02 abc", false), ("", false),
        ])
    func days(text: String, isRead: Bool) {
        let day = try? CellText.day(.jalali)(text)
        #expect(day == (isRead ? CalendarDay(iso: "2026-11-23") : nil))
    }

    @Test("The columns that Kardan adds to refused rows are passed over when the file comes back")
    func ours() {
        let header = ["کد مدل", "ستون ردشده", "علت رد", "بارکد"]
        let map = ColumnMap.recognised(header, kind: .products, words: words)
        #expect(map.unread(header, words) == ["بارکد"])
        #expect(map.missing(words).map(\.name) == ["name", "group", "warranty_months", "warranty_from"])
    }

    @Test(
        "The first wrong cell in the order of the columns refuses the row, by the file's own name for it",
        arguments: [
            ("X-1;یخچال یک;یخچال;24;نصب;12", "", ""),
            (";;یخچال;24;نصب;", "کد مدل", "table.cell.empty"),
            ("X-1;یک;یخچال;بیست;جای دیگر;", "گارانتی (ماه)", "kernel.number.unreadable"),
            ("X-1;یک;یخچال;601;نصب;", "گارانتی (ماه)", "kernel.number.large"),
            ("X-1;یک;یخچال;۲۴;تولید;", "شروع گارانتی", "imports.warranty.unknown"),
            ("X-1;یک;یخچال;24", "", "table.ragged"),
            ("X-1;یک;یخچال;24;فروش;0;;", "", ""),
        ])
    func products(row: String, column: String, key: String) throws {
        let header = ["کد مدل", "نام", "گروه", "گارانتی (ماه)", "شروع گارانتی", "دوره سرویس"]
        let map = ColumnMap.recognised(header, kind: .products, words: words)
        let cells = row.split(separator: ";", omittingEmptySubsequences: false).map(String.init)
        do {
            let record = try ProductRecord(RecordCells(cells, header: header, map: map), words: words)
            #expect(key == "", "was taken: \(record.code)")
        } catch {
            #expect(error.column == column)
            #expect(error.complaint.key == key)
        }
    }

    @Test(
        "A dealer's row with everything people write into it",
        arguments: [
            ("grade", "ممتاز", "imports.grade.unknown"), ("contract_to", "1404/01/01", "imports.contract.order"),
            ("contract_to", "1404/12/30", "kernel.date.absent"), ("cities", "تهران؛ناکجا", "kernel.city.unknown"),
            ("province", "ناکجا", "kernel.province.unknown"), ("city", "تبریز", "kernel.city.elsewhere"),
            ("daily_capacity", "-1", "kernel.number.small"), ("national_id", "123", "kernel.national.length"),
        ])
    func dealers(column: String, value: String, key: String) throws {
        var row = [
            "code": "ar 1", "name": "خدمات", "manager": "علي", "province": "استان تهران", "city": "تهران",
            "mobile": "۰۹۱۲۳۴۵۶۷۸۹", "sheba": "IR820540102680020817909002", "national_id": "0499370899", "grade": "الف",
            "cities": "تهران، ری|گلستان", "groups": "یخچال", "daily_capacity": "۸", "contract_from": "1404/02/01",
            "contract_to": "2026-12-01",
        ]
        let good = try dealer(row).particulars
        #expect(good.code == "AR1")
        #expect(good.manager == "علی")
        #expect(good.grade == "A")
        #expect(good.cities.map(\.provinceFa) == ["تهران", "تهران", "تهران"])
        row[column] = value
        do {
            _ = try dealer(row)
            Issue.record("\(column) \(value) was taken")
        } catch let refusal as CellRefusal {
            #expect(refusal.column == column)
            #expect(refusal.complaint.key == key)
        }
    }

    private func dealer(_ row: [String: String]) throws -> DealerRecord {
        let header = row.keys.sorted()
        let map = ColumnMap.recognised(header, kind: .dealers, words: words)
        let cells = try RecordCells(header.map { row[$0]! }, header: header, map: map)
        return try DealerRecord(cells, calendar: .jalali, places: places, words: words)
    }

    @Test("A cell that was kept from running as a formula is read without its apostrophe")
    func formulas() throws {
        let header = ["کد مدل", "نام", "گروه", "گارانتی (ماه)", "شروع گارانتی"]
        let map = ColumnMap.recognised(header, kind: .products, words: words)
        let cells = try RecordCells(["X", "'=مدل", "یخچال", "1", "فروش"], header: header, map: map)
        #expect(try ProductRecord(cells, words: words).name == "=مدل")
    }

    @Test("A tariff's file is taken whole or not at all, and says all that is wrong with it")
    func tariffs() throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent("Samples/arman/tariff.csv"), encoding: .utf8)
        let table = try DelimitedText.read(Array(text.utf8))
        let map = ColumnMap.recognised(table.header, kind: .tariff, words: words)
        #expect(TariffFile(table, map: map).rules.count == table.records.count)
        var records = table.records
        records[3].removeLast()
        records[1][0] = records[0][0]
        let file = TariffFile(Table(header: table.header, records: records), map: map)
        #expect(file.rules.isEmpty)
        #expect(file.refused.map(\.record) == [2, 4])
        #expect(file.refused.map(\.refusal.column) == ["code", ""])
    }
}
