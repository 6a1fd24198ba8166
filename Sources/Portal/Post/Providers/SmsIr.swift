import Domain
import Web

/// https://sms.ir/rest-api: JSON, the key in a header; 20 (HTTP 429) says that too much was asked.
struct SmsIr: SmsProvider {
    static let address = "https://api.sms.ir"
    /// More letters of one value are refused.
    private static let longestValue = 25
    let account: SmsAccount
    let wire: SmsWire

    func knowsOurs(_: Bool) -> Bool { false }

    func send(_ order: SmsOrder) async -> SendAnswer {
        switch order.content {
        case .text(let text):
            let body: [String: JSONValue] = [
                "lineNumber": Int64(account.line).map(JSONValue.whole) ?? .text(account.line),
                "messageText": .text(text), "mobiles": .list([.text(order.number)]),
            ]
            return await wire.send(.POST, url("send/bulk"), headers, .json(body), read: Self.answer)
        case .pattern(let name, let values):
            guard let id = Int64(name) else { return .refused(SendFault(.permanent, "113")) }
            guard values.allSatisfy({ $0.value.count <= Self.longestValue }) else {
                return .refused(SendFault(.permanent, "114"))
            }
            let fields = values.map {
                JSONValue.object(["name": .text($0.name.uppercased()), "value": .text($0.value)])
            }
            let body: [String: JSONValue] = [
                "mobile": .text(order.number), "templateId": .whole(id), "parameters": .list(fields),
            ]
            return await wire.send(.POST, url("send/verify"), headers, .json(body), read: Self.answer)
        case .mail: return .refused(SendFault(.permanent, "mail"))
        }
    }

    func status(of name: SmsName) async throws -> SendStatus {
        guard case .his(let id) = name else { throw SmsSilence(why: "ours") }
        let answer = try await wire.call(.GET, url("send/\(SmsWire.encoded(id))"), headers)
        if answer.json?["status"]?.integer == 111 { return .never }
        guard let state = answer.json?["data"]?["deliveryState"]?.integer else {
            throw SmsSilence(why: "http \(answer.status)")
        }
        switch state {
        case 1: return .delivered
        case 2, 4, 6, 7: return .failed(code: String(state))
        default: return .onItsWay
        }
    }

    func credit() async throws -> Int64 {
        let answer = try await wire.call(.GET, url("credit"), headers)
        guard answer.json?["status"]?.integer == 1, let credit = answer.json?["data"]?.integer else {
            throw SmsSilence(why: answer.json?["status"]?.id ?? "http \(answer.status)")
        }
        return credit
    }

    /// Those of today: `latest` would give each once, and lose it with whoever asks and dies.
    func received() async throws -> [ReceivedSms] {
        let answer = try await wire.call(.GET, url("receive/live?pageSize=100&pageNumber=1"), headers)
        guard answer.json?["status"]?.integer == 1 else {
            throw SmsSilence(why: answer.json?["status"]?.id ?? "http \(answer.status)")
        }
        return (answer.json?["data"]?.items ?? []).compactMap { entry in
            let (from, text) = (entry["mobile"]?.id, entry["messageText"]?.string)
            let key = "\(from ?? "") \(entry["receivedDateTime"]?.id ?? "") \(text ?? "")"
            return ReceivedSms(
                id: String(Secrets.hash(key).prefix(40)), from: from, line: entry["number"]?.id, text: text)
        }
    }

    private var headers: [(String, String)] { [("X-API-KEY", account.key)] }

    private func url(_ method: String) -> String { "\(account.address)/v1/\(method)" }

    private static func answer(_ answer: SmsWire.Answer) -> SendAnswer? {
        guard let status = answer.json?["status"]?.integer, status < 200 else { return nil }
        guard status == 1 else { return .refused(SendFault(kind(status), String(status))) }
        let data = answer.json?["data"]
        guard let id = (data?["messageId"] ?? data?["messageIds"]?.first)?.id else { return nil }
        return .accepted(id: id, cost: nil)
    }

    private static func kind(_ status: Int64) -> SendFault.Kind {
        switch status {
        case 102: .credit
        case 10...14, 101, 119, 123: .account
        case 0: .temporary
        case 20: .pace
        default: .permanent
        }
    }
}
