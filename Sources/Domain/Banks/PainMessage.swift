/// A file of ISO 20022, `CustomerCreditTransferInitiationV09` (pain.001.001.09): one `PmtInf` for each method in it.
public struct PainMessage: Sendable {
    public static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
    private static let longestID = 35
    private static let longestName = 70
    private static let longestNote = 140

    public let bytes: [UInt8]

    /// - Throws: as `check`, and `banks.pain.id` where a reference is none that the standard takes.
    public init(
        _ part: BankFilePlan.Part, of plan: BankFilePlan, format: BankFormat, facts: BankFileFacts
    ) throws(Complaint) {
        try Self.check(format.debtor)
        let id = try Self.id("\(facts.payout)-\(part.number)")
        var xml = XMLText()
        xml.open("Document", "xmlns", Self.namespace)
        xml.open("CstmrCdtTrfInitn")
        Self.writeHeader(id, part, format, facts, &xml)
        for method in PaymentMethod.allCases {
            let orders = part.orders.filter { $0.method == method }
            guard !orders.isEmpty else { continue }
            try Self.writeOrders(orders, by: method, id, plan, format, facts, &xml)
        }
        xml.close("CstmrCdtTrfInitn")
        xml.close("Document")
        bytes = Array(xml.text.utf8)
    }

    /// - Throws: `banks.pain.name`, `banks.pain.sheba`, `banks.pain.bic`, where the company's own data is not what the
    ///   standard takes.
    static func check(_ debtor: BankFormat.Debtor) throws(Complaint) {
        guard !name(debtor.name).isEmpty else { throw Complaint("banks.pain.name") }
        guard (try? Sheba(debtor.sheba)) != nil else { throw Complaint("banks.pain.sheba") }
        guard debtor.bic.isEmpty || isBIC(debtor.bic) else { throw Complaint("banks.pain.bic") }
    }

    private static func writeHeader(
        _ id: String, _ part: BankFilePlan.Part, _ format: BankFormat, _ facts: BankFileFacts, _ xml: inout XMLText
    ) {
        xml.open("GrpHdr")
        xml.put("MsgId", id)
        xml.put("CreDtTm", moment(facts.madeAt))
        xml.put("NbOfTxs", String(part.sums.orders))
        xml.put("CtrlSum", amount(part.sums.total, facts.currency))
        xml.open("InitgPty")
        xml.put("Nm", name(format.debtor.name))
        xml.close("InitgPty")
        xml.close("GrpHdr")
    }

    private static func writeOrders(
        _ orders: [PaymentOrder], by method: PaymentMethod, _ id: String, _ plan: BankFilePlan, _ format: BankFormat,
        _ facts: BankFileFacts, _ xml: inout XMLText
    ) throws(Complaint) {
        let sums = try ControlSums(orders)
        xml.open("PmtInf")
        xml.put("PmtInfId", try Self.id("\(id)-\(method.rawValue.uppercased())"))
        xml.put("PmtMtd", "TRF")
        xml.put("BtchBookg", method == .paya ? "true" : "false")
        xml.put("NbOfTxs", String(sums.orders))
        xml.put("CtrlSum", amount(sums.total, facts.currency))
        xml.open("PmtTpInf")
        xml.open("SvcLvl")
        xml.put("Cd", method == .paya ? "NURG" : "URGP")
        xml.close("SvcLvl")
        xml.open("LclInstrm")
        xml.put("Prtry", method.rawValue.uppercased())
        xml.close("LclInstrm")
        xml.close("PmtTpInf")
        xml.open("ReqdExctnDt")
        xml.put("Dt", facts.day.isoText)
        xml.close("ReqdExctnDt")
        try writeDebtor(format.debtor, facts.currency, &xml)
        for order in orders {
            try writeOrder(order, plan.rows[order.row], format, facts, &xml)
        }
        xml.close("PmtInf")
    }

    private static func writeDebtor(
        _ debtor: BankFormat.Debtor, _ currency: Currency, _ xml: inout XMLText
    ) throws(Complaint) {
        let sheba = try Sheba(debtor.sheba)
        xml.open("Dbtr")
        xml.put("Nm", name(debtor.name))
        xml.close("Dbtr")
        writeAccount("DbtrAcct", sheba.text, currency, &xml)
        xml.open("DbtrAgt")
        xml.open("FinInstnId")
        if debtor.bic.isEmpty { writeMember(sheba.bankCode, &xml) } else { xml.put("BICFI", debtor.bic) }
        xml.close("FinInstnId")
        xml.close("DbtrAgt")
        xml.put("ChrgBr", debtor.charges.rawValue)
    }

    private static func writeOrder(
        _ order: PaymentOrder, _ row: PaymentRow, _ format: BankFormat, _ facts: BankFileFacts, _ xml: inout XMLText
    ) throws(Complaint) {
        let sheba = try Sheba(row.sheba)
        xml.open("CdtTrfTxInf")
        xml.open("PmtId")
        xml.put("InstrId", try id(order.reference))
        xml.put("EndToEndId", order.reference)
        xml.close("PmtId")
        xml.open("Amt")
        xml.put("InstdAmt", amount(order.amount, facts.currency), "Ccy", facts.currency.rawValue)
        xml.close("Amt")
        xml.open("CdtrAgt")
        xml.open("FinInstnId")
        writeMember(sheba.bankCode, &xml)
        xml.close("FinInstnId")
        xml.close("CdtrAgt")
        let payee = name(row.payee)
        if !payee.isEmpty {
            xml.open("Cdtr")
            xml.put("Nm", payee)
            xml.close("Cdtr")
        }
        writeAccount("CdtrAcct", sheba.text, nil, &xml)
        let note = BankText.cut(facts.description(format.description, order, row), to: longestNote)
        if !note.isEmpty {
            xml.open("RmtInf")
            xml.put("Ustrd", note)
            xml.close("RmtInf")
        }
        xml.close("CdtTrfTxInf")
    }

    private static func writeAccount(_ name: String, _ iban: String, _ currency: Currency?, _ xml: inout XMLText) {
        xml.open(name)
        xml.open("Id")
        xml.put("IBAN", iban)
        xml.close("Id")
        if let currency { xml.put("Ccy", currency.rawValue) }
        xml.close(name)
    }

    /// A bank by its number in the national clearing.
    private static func writeMember(_ code: String, _ xml: inout XMLText) {
        xml.open("ClrSysMmbId")
        xml.put("MmbId", code)
        xml.close("ClrSysMmbId")
    }

    /// At most 35 letters that every bank's system takes; a reference is never cut.
    private static func id(_ text: String) throws(Complaint) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "/-?:().,'+".utf8.contains(byte)
            }
        }
        guard isPlain, !text.isEmpty, text.utf8.count <= longestID, !text.hasPrefix("/"), !text.contains("//") else {
            throw Complaint("banks.pain.id", text)
        }
        return text
    }

    private static func name(_ text: String) -> String {
        BankText.cut(DelimitedText.trimmed(BankText.plain(text)), to: longestName)
    }

    private static func isBIC(_ text: String) -> Bool {
        text.wholeMatch(of: #/[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?/#) != nil
    }

    /// With the currency's decimals and no grouping: `1250000`, `12.50`.
    static func amount(_ minor: Int64, _ currency: Currency) -> String {
        let decimals = currency.decimals
        guard decimals > 0 else { return String(minor) }
        let digits = String(repeating: "0", count: max(0, decimals + 1 - String(minor).count)) + String(minor)
        return digits.dropLast(decimals) + "." + digits.suffix(decimals)
    }

    /// ISO 8601, UTC.
    private static func moment(_ instant: Instant) -> String {
        let second = ((instant.seconds % 86_400) + 86_400) % 86_400
        let day = CalendarDay(number: Int32(clamping: (instant.seconds - second) / 86_400))
        let two = { (number: Int64) in String(100 + number).suffix(2) }
        return "\(day.isoText)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
    }
}
