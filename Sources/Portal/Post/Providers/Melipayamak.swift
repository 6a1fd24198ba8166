import Domain

/// https://www.melipayamak.com/api: name and key in each body; `Value` is the message's number, or a short one for a fault.
struct Melipayamak: SmsProvider {
    static let address = "https://rest.payamak-panel.com"
    /// A shorter `Value` is a fault.
    private static let shortestID = 6
    let account: SmsAccount
    let wire: SmsWire

    func knowsOurs(_: Bool) -> Bool { false }

    func send(_ order: SmsOrder) async -> SendAnswer {
        switch order.content {
        case .text(let text):
            let fields = [("to", order.number), ("from", account.line), ("text", text), ("isFlash", "false")]
            return await wire.send(.POST, url("SendSMS"), [], .form(known + fields), read: Self.answer)
        case .pattern(let name, let values):
            let text = values.map { $0.value.replacing(";", with: "،") }.joined(separator: ";")
            let fields = [("text", text), ("to", order.number), ("bodyId", name)]
            return await wire.send(.POST, url("BaseServiceNumber"), [], .form(known + fields), read: Self.answer)
        case .mail: return .refused(SendFault(.permanent, "mail"))
        }
    }

    func status(of name: SmsName) async throws -> SendStatus {
        guard case .his(let id) = name else { throw SmsSilence(why: "ours") }
        let answer = try await wire.call(.POST, url("GetDeliveries2"), [], .form(known + [("recId", id)]))
        guard let value = answer.json?["Value"]?.integer else { throw SmsSilence(why: "http \(answer.status)") }
        switch value {
        case 1: return .delivered
        case 2, 16, 35, 300, 500: return .failed(code: String(value))
        case -1: return .never
        default: return .onItsWay
        }
    }

    func credit() async throws -> Int64 {
        let answer = try await wire.call(.POST, url("GetCredit"), [], .form(known))
        guard answer.json?["RetStatus"]?.integer == 1,
            let text = answer.json?["Value"]?.id, let credit = Double(text), credit.isFinite, abs(credit) < 1e15
        else { throw SmsSilence(why: answer.json?["Value"]?.id ?? "http \(answer.status)") }
        return Int64(credit)
    }

    func received() async throws -> [ReceivedSms] {
        let fields = [("location", "1"), ("from", account.line), ("index", "0"), ("count", "100")]
        let answer = try await wire.call(.POST, url("GetMessages"), [], .form(known + fields))
        guard answer.json?["MyBase"]?["RetStatus"]?.integer == 1 else {
            throw SmsSilence(why: answer.json?["MyBase"]?["Value"]?.id ?? "http \(answer.status)")
        }
        return (answer.json?["Data"]?.items ?? []).compactMap { entry in
            ReceivedSms(
                id: entry["MsgID"]?.id, from: entry["Sender"]?.id, line: entry["Receiver"]?.id,
                text: entry["Body"]?.string)
        }
    }

    private var known: [(String, String)] { [("username", account.username), ("password", account.key)] }

    private func url(_ method: String) -> String { "\(account.address)/api/SendSMS/\(method)" }

    private static func answer(_ answer: SmsWire.Answer) -> SendAnswer? {
        guard let status = answer.json?["RetStatus"]?.integer, let value = answer.json?["Value"]?.id else { return nil }
        if status == 1, value.count >= shortestID { return .accepted(id: value, cost: nil) }
        return .refused(SendFault(kind(value), value))
    }

    private static func kind(_ value: String) -> SendFault.Kind {
        switch value {
        case "2": .credit
        case "0", "1", "3", "10", "12": .account
        case "6": .temporary
        default: .permanent
        }
    }
}
