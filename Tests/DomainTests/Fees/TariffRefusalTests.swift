import Domain
import Testing

@Suite("What a tariff or a file of jobs is refused for")
struct TariffRefusalTests {
    @Test(
        "Each malformed cell is named by line and column with its reason",
        arguments: [
            (["component": "labor"], "component:table.cell.unknown"),
            (["component": ""], "component:table.cell.empty"),
            (["code": " "], "code:table.cell.empty"),
            (["priority": "1.5"], "priority:fees.number.whole"),
            (["warranty": "in|expired"], "warranty:table.cell.unknown"),
            (["zone": "city"], "zone:table.cell.unknown"),
            (["outcome": "done"], "outcome:table.cell.unknown"),
            (["day_kind": "Friday"], "day_kind:table.cell.unknown"),
            (["product_group": "ac||tv"], "product_group:fees.list.gap"),
            (["metric": "weight"], "metric:table.cell.unknown"),
            (["metric": "km", "from": "x"], "from:fees.number.unreadable"),
            (["metric": "km", "from": "5", "to": "5.0"], "from:fees.range.order"),
            (["metric": "km", "from": "6", "to": "5"], "from:fees.range.order"),
            (["from": "6"], "from:fees.range.metric"),
            (["to": "6"], "to:fees.range.metric"),
            (["method": "flat"], "method:table.cell.unknown"),
            (["method": ""], "method:table.cell.empty"),
            (["amount": ""], "amount:table.cell.empty"),
            (["amount": "-1"], "amount:fees.number.whole"),
            (["amount": "10.5"], "amount:fees.number.whole"),
            (["amount": "1,000"], "amount:fees.number.whole"),
            (["amount": "9223372036854775808"], "amount:fees.number.large"),
            (["min": "9223372036854775808"], "min:fees.number.large"),
            (["min": "10", "max": "9"], "min:fees.limits.order"),
            (["max": "-3"], "max:fees.number.whole"),
            (["scope": "day"], "scope:table.cell.unknown"),
            (["payer": "dealer"], "payer:table.cell.unknown"),
            (["free": "3"], "free:fees.cell.unused"),
            (["base": "earned"], "base:fees.cell.unused"),
            (["bands": "0-:1", "amount": "5"], "bands:fees.cell.unused"),
            (["method": "per_unit"], "per:table.cell.empty"),
            (["method": "per_unit", "per": "km"], "per:table.cell.unknown"),
            (["method": "per_unit", "per": "parts", "free": "-1"], "free:fees.number.unreadable"),
            (["method": "percent", "amount": "7.5"], "base:table.cell.empty"),
            (["method": "percent", "amount": "7.125", "base": "labour"], "amount:fees.number.decimals"),
            (["method": "percent", "amount": "-7", "base": "labour"], "amount:fees.number.unreadable"),
            (["method": "percent", "amount": "7.", "base": "labour"], "amount:fees.number.unreadable"),
            (["method": "percent", "amount": "7", "base": "bonus"], "base:table.cell.unknown"),
        ] as [([String: String], String)])
    func malformedCells(cells: [String: String], refusal: String) {
        #expect(Trial(rules: [["component": "visit"], cells]).refusals() == ["3:" + refusal])
    }

    @Test(
        "Bands start at 0, leave no gap, overlap nowhere and end open",
        arguments: [
            ("1-:5", "start"), ("0-20:0;21-:5", "gap"), ("0-20:0;19-:5", "overlap"), ("0-20:0", "closed"),
            ("0-20:0;20-100:5", "closed"), ("0-:5;20-:6", "afterOpen"), ("0-20:0;20-20:5;20-:6", "backwards"),
            ("0-0:1;0-:2", "backwards"), ("0-20", "shape"), ("0-20:0;", "shape"), ("0:5", "shape"),
            ("0-5-6:1", "shape"),
        ])
    func malformedBands(bands: String, fault: String) {
        let rule = ["method": "band_whole", "per": "visits", "bands": bands]
        #expect(Trial(rules: [rule]).refusals() == ["2:bands:fees.bands.\(fault)"])
    }

    @Test("Amounts of bands are whole, at least 0, and within the 64-bit range")
    func amountsOfBands() {
        for (bands, key) in [
            ("0-:1.5", "whole"), ("0-:-1", "whole"), ("0-:9223372036854775808", "large"), ("0-x:1;x-:2", "unreadable"),
            ("0-:", "unreadable"),
        ] {
            let rule = ["method": "band_marginal", "per": "km_one_way", "bands": bands]
            #expect(Trial(rules: [rule]).refusals() == ["2:bands:fees.number.\(key)"], "\(bands)")
        }
    }

    @Test("Everything wrong in both files is said at once, in the order of the lines, with the file's name")
    func allAtOnce() throws {
        let trial = Trial(
            rules: [
                ["amount": "x", "zone": "y"], ["code": "A", "component": "bonus"], ["code": "A", "component": "bonus"],
            ],
            jobs: [["km": "1.25", "visits": "0"], ["score": "5.1"]])
        #expect(
            trial.refusals() == [
                "2:zone:table.cell.unknown", "2:amount:fees.number.whole", "4:code:fees.code.twice",
                "2:km:fees.number.decimals", "2:visits:fees.number.least", "3:score:fees.score.range",
            ])
        guard case .failure(let refusals) = trial.run() else { return }
        #expect(
            refusals.rows.map(\.file) == ["tariff.csv", "tariff.csv", "tariff.csv"] + [
                "jobs.csv", "jobs.csv", "jobs.csv",
            ])
        #expect(refusals.rows.map(\.row) == ["R1", "R1", "A", "J1", "J1", "J2"])
    }

    @Test(
        "A cell of a job that cannot be read is refused",
        arguments: [
            ("number", "", "table.cell.empty"), ("completed_at", "2026-02-30T10:00", "fees.time.absent"),
            ("completed_at", "2026-10-05", "fees.time.unreadable"),
            ("completed_at", "2026-10-05T10:00Z", "fees.time.unreadable"),
            ("completed_at", "2026-10-05T24:00", "fees.time.absent"), ("warranty", "", "table.cell.empty"),
            ("zone", "abroad", "table.cell.unknown"), ("outcome", "late", "table.cell.unknown"),
            ("day_kind", "monday", "table.cell.unknown"),
            ("km", "", "table.cell.empty"), ("km", "-3", "fees.number.unreadable"),
            ("km", "12,5", "fees.number.unreadable"),
            ("minutes", "12.5", "fees.number.whole"), ("parts", "1e3", "fees.number.whole"),
            ("hours", "1.25", "fees.number.decimals"),
            ("repeat_days", "1.5", "fees.number.whole"), ("score", "0.9", "fees.score.range"),
            ("dealer", "", "table.cell.empty"),
            ("customer_labour", "9223372036854775808", "fees.number.large"),
        ])
    func malformedJobs(column: String, cell: String, fault: String) {
        #expect(Trial(rules: [[:]], jobs: [[:], [column: cell]]).refusals() == ["3:\(column):\(fault)"])
    }

    @Test("The same job number twice in a file is refused: nothing is counted twice")
    func repeatedJob() {
        #expect(
            Trial(rules: [[:]], jobs: [["number": "J1"], ["number": "J1"]]).refusals() == ["3:number:fees.job.twice"])
    }

    @Test("Digits of any script, spaces at the ends, line ends and marks of any kind are read alike")
    func leniency() throws {
        let rule = ["amount": " ۱۹۳٠ ", "component": "labour ", "metric": "km", "from": "٣٧٫٥"]
        let trial = Trial(rules: [rule])
        #expect(try trial.lines() == ["J1,labour,R1,1,1930,company"])
        let windows: [UInt8] = [0xEF, 0xBB, 0xBF] + trial.tariff.flatMap { $0 == 0x0A ? [0x0D, $0] : [$0] }
        #expect(try TariffParsing.rules(of: DelimitedText.read(windows)).map(\.code) == ["R1"])
    }

    @Test("A header must have the needed columns, once, and no unknown one")
    func headers() throws {
        func refusals(_ text: String) -> [String] {
            do throws(RowRefusals) {
                _ = try TariffParsing.rules(of: try! DelimitedText.read(Array(text.utf8)))
                return []
            } catch {
                return error.rows.map { "\($0.line):\($0.column):\($0.complaint.key)" }
            }
        }
        #expect(refusals("code,component,method,amount\nA,labour,fixed,5\n") == [])
        #expect(
            refusals("code,component,metod,amount,amount\nA,labour,fixed,5,5\n") == [
                "1:metod:table.column.unknown", "1:method:table.column.missing", "1:amount:table.column.twice",
            ])
        #expect(refusals("code,component,method,amount\nA,labour,fixed\nB,visit,fixed,5\n") == ["2::table.ragged"])
    }

    @Test("A file that is no text is refused as a whole")
    func notText() {
        let result = FeesQuote.run(
            tariff: [0x50, 0x4B, 0x03, 0x04], jobs: [], tariffName: "tariff.xlsx", jobsName: "jobs.csv")
        guard case .failure(let refusals) = result else {
            Issue.record("read")
            return
        }
        #expect(
            refusals.rows.map { "\($0.file):\($0.line):\($0.complaint.key)" } == [
                "tariff.xlsx:0:table.binary", "jobs.csv:0:table.empty",
            ])
    }
}
