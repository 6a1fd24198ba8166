import Domain

/// https://ghasedak.me/docs: JSON, the key in a header; a message can be asked after by our own number.
struct Ghasedak: SmsProvider {
    static let address = "https://gw.ghasedak.me"
    let account: SmsAccount
    let wire: SmsWire

    func knowsOurs(_: Bool) -> Bool { true }

    func send(_ order: SmsOrder) async -> SendAnswer {
        let reference = JSONValue.text(String(order.reference))
        switch order.content {
        case .text(let text):
            let body: [String: JSONValue] = [
                "lineNumber": .text(account.line), "receptor": .text(order.number), "message": .text(text),
                "clientReferenceId": reference,
            ]
            return await wire.send(.POST, url("SendSingleSMS"), headers, .json(body), read: Self.answer)
        case .pattern(let name, let values):
            let receptor = JSONValue.object(["mobile": .text(order.number), "clientReferenceId": reference])
            let inputs = values.map { JSONValue.object(["param": .text($0.name), "value": .text($0.value)]) }
            let body: [String: JSONValue] = [
                "receptors": .list([receptor]), "templateName": .text(name), "inputs": .list(inputs),
            ]
            return await wire.send(.POST, url("SendOtpSMS"), headers, .json(body), read: Self.answer)
        case .mail: return .refused(SendFault(.permanent, "mail"))
        }
    }

    func status(of name: SmsName) async throws -> SendStatus {
        let (type, id) =
            switch name {
            case .his(let id): (1, id)
            case .ours(let id): (2, String(id))
            }
        let url = url("CheckSmsStatus") + "?Type=\(type)&Ids=\(SmsWire.encoded(id))"
        let answer = try await wire.call(.GET, url, headers)
        guard answer.json?["isSuccess"] == .flag(true), let data = answer.json?["data"] else {
            throw SmsSilence(why: "http \(answer.status)")
        }
        guard let entry = (data["items"] ?? data).first else { return .never }
        guard let status = entry["status"]?.integer else { throw SmsSilence(why: "status") }
        switch status {
        case 14: return .delivered
        case 1, 6, 7, 8, 12, 13, 15, 16: return .failed(code: String(status))
        default: return .onItsWay
        }
    }

    func received() async throws -> [ReceivedSms] {
        let query = "?LineNumber=\(SmsWire.encoded(account.line))&PageIndex=1&PageSize=100"
        let answer = try await wire.call(.GET, url("GetReceivedSmsesPaging") + query, headers)
        guard answer.json?["isSuccess"] == .flag(true) else {
            throw SmsSilence(why: answer.json?["statusCode"]?.id ?? "http \(answer.status)")
        }
        return (answer.json?["data"]?["items"]?.items ?? []).compactMap { entry in
            ReceivedSms(
                id: entry["id"]?.id, from: entry["sender"]?.id, line: entry["lineNumber"]?.id,
                text: entry["message"]?.string)
        }
    }

    func credit() async throws -> Int64 {
        let answer = try await wire.call(.GET, url("GetAccountInformation"), headers)
        guard let credit = answer.json?["data"]?["credit"]?.integer else {
            throw SmsSilence(why: answer.json?["statusCode"]?.id ?? "http \(answer.status)")
        }
        return credit
    }

    private var headers: [(String, String)] { [("ApiKey", account.key)] }

    private func url(_ method: String) -> String { "\(account.address)/Rest/api/v1/WebService/\(method)" }

    private static func answer(_ answer: SmsWire.Answer) -> SendAnswer? {
        guard let isDone = answer.json?["isSuccess"], let code = answer.json?["statusCode"]?.integer else { return nil }
        guard isDone == .flag(true) else {
            return code >= 500 ? nil : .refused(SendFault(kind(code), String(code)))
        }
        let data = answer.json?["data"]
        guard let entry = (data?["items"] ?? data)?.first, let id = entry["messageId"]?.id else { return nil }
        return .accepted(id: id, cost: entry["cost"]?.integer)
    }

    private static func kind(_ code: Int64) -> SendFault.Kind {
        switch code {
        case 402, 418: .credit
        case 401, 403, 407, 412: .account
        case 409: .temporary
        case 429: .pace
        default: .permanent
        }
    }
}
