import Domain
import Foundation
import Testing

/// An element of a message: its name, its children in their order, its text.
private final class Element {
    let name: String
    var children: [Element] = []
    var text = ""
    init(_ name: String) { self.name = name }

    /// What stands under a path of names, in order.
    func all(_ path: String) -> [Element] {
        path.split(separator: "/").reduce([self]) { found, name in
            found.flatMap { $0.children.filter { $0.name == name } }
        }
    }

    static func parse(_ text: String) throws -> Element {
        let root = Element("")
        var open = [root]
        for match in text.matches(of: #/<(/?)([A-Za-z0-9?]+)[^>]*>([^<]*)/#) {
            let name = String(match.output.2)
            if name.hasPrefix("?") { continue }
            if match.output.1.isEmpty {
                let element = Element(name)
                element.text = String(match.output.3)
                open[open.count - 1].children.append(element)
                open.append(element)
            } else {
                let closed = open.removeLast()
                guard closed.name == name else { throw Complaint("closes \(name) in \(closed.name)") }
            }
        }
        return root
    }
}

@Suite("A pain.001.001.09 message")
struct PainMessageTests {
    /// The published order of an element's children, as far as we write them, each with how often it may stand.
    private static let order: [String: [(String, ClosedRange<Int>)]] = [
        "Document": [("CstmrCdtTrfInitn", 1...1)],
        "CstmrCdtTrfInitn": [("GrpHdr", 1...1), ("PmtInf", 1...Int.max)],
        "GrpHdr": [
            ("MsgId", 1...1), ("CreDtTm", 1...1), ("NbOfTxs", 1...1), ("CtrlSum", 0...1), ("InitgPty", 1...1),
        ],
        "PmtInf": [
            ("PmtInfId", 1...1), ("PmtMtd", 1...1), ("BtchBookg", 0...1), ("NbOfTxs", 0...1), ("CtrlSum", 0...1),
            ("PmtTpInf", 0...1), ("ReqdExctnDt", 1...1), ("Dbtr", 1...1), ("DbtrAcct", 1...1), ("DbtrAgt", 1...1),
            ("ChrgBr", 0...1), ("CdtTrfTxInf", 1...Int.max),
        ],
        "PmtTpInf": [("SvcLvl", 0...Int.max), ("LclInstrm", 0...1)], "ReqdExctnDt": [("Dt", 1...1)],
        "DbtrAcct": [("Id", 1...1), ("Ccy", 0...1)], "CdtrAcct": [("Id", 1...1)], "Id": [("IBAN", 1...1)],
        "DbtrAgt": [("FinInstnId", 1...1)], "CdtrAgt": [("FinInstnId", 1...1)],
        "FinInstnId": [("BICFI", 0...1), ("ClrSysMmbId", 0...1)], "ClrSysMmbId": [("MmbId", 1...1)],
        "CdtTrfTxInf": [
            ("PmtId", 1...1), ("Amt", 1...1), ("CdtrAgt", 0...1), ("Cdtr", 0...1), ("CdtrAcct", 0...1),
            ("RmtInf", 0...1),
        ],
        "PmtId": [("InstrId", 0...1), ("EndToEndId", 1...1)], "Amt": [("InstdAmt", 1...1)],
        "RmtInf": [("Ustrd", 0...Int.max)], "InitgPty": [("Nm", 0...1)], "Dbtr": [("Nm", 0...1)],
        "Cdtr": [("Nm", 0...1)], "SvcLvl": [("Cd", 1...1)], "LclInstrm": [("Prtry", 1...1)],
    ]
    private static let patterns = [
        "MsgId": ".{1,35}", "PmtInfId": ".{1,35}", "InstrId": ".{1,35}", "EndToEndId": ".{1,35}", "Nm": ".{1,140}",
        "Ustrd": ".{1,140}", "IBAN": "[A-Z]{2}[0-9]{2}[a-zA-Z0-9]{1,30}", "MmbId": ".{1,28}",
        "BICFI": "[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?", "NbOfTxs": "[0-9]{1,15}",
        "CtrlSum": "[0-9]{1,18}(\\.[0-9]{1,17})?", "InstdAmt": "[0-9]{1,18}(\\.[0-9]{1,5})?", "Ccy": "[A-Z]{3}",
        "CreDtTm": "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "Dt": "\\d{4}-\\d\\d-\\d\\d", "PmtMtd": "CHK|TRF|TRA",
        "ChrgBr": "DEBT|CRED|SHAR|SLEV", "Cd": ".{1,4}", "Prtry": ".{1,35}", "BtchBookg": "true|false",
    ]

    private static func format(_ change: (inout BankFormat) -> Void = { _ in }) -> BankFormat {
        var format = BankFormat()
        format.kind = .pain
        (format.debtor.name, format.debtor.sheba) = ("شرکت <آرمان> & پسران", "IR270170000000100324200001")
        change(&format)
        return format
    }

    private static func message(_ rows: [PaymentRow], _ format: BankFormat) throws -> [String] {
        let plan = try BankFilePlan(rows, format: format, limits: BankFileTests.limits)
        return try plan.parts.map {
            String(
                decoding: try PainMessage($0, of: plan, format: format, facts: BankFileTests.facts).bytes, as: UTF8.self
            )
        }
    }

    private func check(_ element: Element) throws {
        let allowed = Self.order[element.name] ?? []
        var rest = element.children.map(\.name)[...]
        for (name, times) in allowed {
            let count = rest.prefix { $0 == name }.count
            #expect(times.contains(count), "\(element.name)/\(name) stands \(count) times")
            rest = rest.dropFirst(count)
        }
        #expect(rest.isEmpty, "\(rest) out of place in \(element.name)")
        if element.children.isEmpty {
            let pattern = try Regex(try #require(Self.patterns[element.name], "\(element.name) is empty"))
            let text = element.text.replacing("&amp;", with: "&").replacing("&lt;", with: "<")
                .replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            #expect(try pattern.wholeMatch(in: text) != nil, "\(element.name): \(text)")
        }
        for child in element.children { try check(child) }
    }

    @Test("has the published structure, one PmtInf for each method, and sums that fit")
    func structure() throws {
        let text = try Self.message(BankFileTests.rows, Self.format())[0]
        let root = try Element.parse(text)
        try check(root.children[0])
        let infos = root.all("Document/CstmrCdtTrfInitn/PmtInf")
        #expect(infos.flatMap { $0.all("PmtTpInf/LclInstrm/Prtry") }.map(\.text) == ["PAYA", "SATNA"])
        #expect(infos.flatMap { $0.all("CtrlSum") }.map(\.text) == ["1250000", "3000000000"])
        #expect(root.all("Document/CstmrCdtTrfInitn/GrpHdr/CtrlSum").map(\.text) == ["3001250000"])
        #expect(root.all("Document/CstmrCdtTrfInitn/GrpHdr/NbOfTxs").map(\.text) == ["2"])
        #expect(text.contains("<Nm>شرکت &lt;آرمان&gt; &amp; پسران</Nm>"))
        #expect(text.contains("<MmbId>054</MmbId>"))
        #expect(text.contains("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\">"))
    }

    @Test("keeps its structure whatever names people have, and splits what is above the limit")
    func hostile() throws {
        let long = String(repeating: "ن", count: 300)
        for name in ["", "]]>", "<!--", "\u{0}\u{1}\u{B}\u{FFFE}x", "a\nb\tc", long, "👨‍👩‍👧‍👦" + long, "\"'&"] {
            let row = PaymentRow(
                sheba: BankFileTests.rows[0].sheba, amount: 4_500_000_000, payee: name, reference: "14050000120001")
            let format = Self.format { ($0.methods, $0.description) = ([.paya], "{dealer} \(name) {payout}") }
            let root = try Element.parse(try Self.message([row], format)[0])
            try check(root.children[0])
            let orders = root.all("Document/CstmrCdtTrfInitn/PmtInf/CdtTrfTxInf")
            let amounts: [Int64] = orders.flatMap { $0.all("Amt/InstdAmt") }.compactMap { Int64($0.text) }
            #expect(amounts == [2_000_000_000, 2_000_000_000, 500_000_000])
            let ids: [String] = orders.flatMap { $0.all("PmtId/EndToEndId") }.map(\.text)
            #expect(ids == ["1405000012000101", "1405000012000102", "1405000012000103"])
            let names: [Element] = orders.flatMap { $0.all("Cdtr/Nm") }
            #expect(names.allSatisfy { $0.text.unicodeScalars.count <= 70 + 20 })
        }
    }

    @Test("is not made without the payer's name and account, nor with a wrong BIC or reference")
    func refused() throws {
        let key = { (change: @escaping (inout BankFormat) -> Void, reference: String) -> String? in
            let row = PaymentRow(sheba: BankFileTests.rows[0].sheba, amount: 5, payee: "x", reference: reference)
            return #expect(throws: Complaint.self) { try Self.message([row], Self.format(change)) }?.key
        }
        #expect(key({ $0.debtor.name = " \u{200F}" }, "1") == "banks.pain.name")
        #expect(key({ $0.debtor.sheba = "IR00" }, "1") == "banks.pain.sheba")
        #expect(key({ $0.debtor.bic = "BKMTIR" }, "1") == "banks.pain.bic")
        for reference in ["", "شناسه", "a b", "//1", String(repeating: "1", count: 36)] {
            #expect(key({ _ in }, reference) == "banks.pain.id")
        }
        #expect(try Self.message(BankFileTests.rows, Self.format { $0.debtor.bic = "BKMTIRTH" })[0].contains("BICFI"))
    }
}
