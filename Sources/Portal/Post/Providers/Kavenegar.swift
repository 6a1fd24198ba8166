import Domain

/// https://kavenegar.com/rest.html: the key stands in the path; a fault may come with HTTP 200, so `return.status` is read.
struct Kavenegar: SmsProvider {
    static let address = "https://api.kavenegar.com"
    let account: SmsAccount
    let wire: SmsWire

    func knowsOurs(_ isPattern: Bool) -> Bool { !isPattern }

    func send(_ order: SmsOrder) async -> SendAnswer {
        switch order.content {
        case .text(let text):
            var fields = [
                ("receptor", order.number), ("message", text), ("localid", String(order.reference)),
            ]
            if !account.line.isEmpty { fields.append(("sender", account.line)) }
            return await wire.send(.POST, url("sms/send"), [], .form(fields), read: Self.answer)
        case .pattern(let name, let values):
            let tokens = zip(["token", "token2", "token3"], values).map { ($0, Self.token($1.value)) }
            guard !tokens.isEmpty, values.count <= 3 else { return .refused(SendFault(.permanent, "432")) }
            let fields = [("receptor", order.number), ("template", name)] + tokens
            return await wire.send(.POST, url("verify/lookup"), [], .form(fields), read: Self.answer)
        case .mail: return .refused(SendFault(.permanent, "mail"))
        }
    }

    func status(of name: SmsName) async throws -> SendStatus {
        let answer =
            switch name {
            case .his(let id): try await wire.call(.POST, url("sms/status"), [], .form([("messageid", id)]))
            case .ours(let id):
                try await wire.call(.POST, url("sms/statuslocalmessageid"), [], .form([("localid", String(id))]))
            }
        guard answer.json?["return"]?["status"]?.integer == 200,
            let status = answer.json?["entries"]?.first?["status"]?.integer
        else { throw SmsSilence(why: "http \(answer.status)") }
        switch status {
        case 10: return .delivered
        case 6, 11, 13, 14: return .failed(code: String(status))
        case 100: return .never
        default: return .onItsWay
        }
    }

    func credit() async throws -> Int64 {
        let answer = try await wire.call(.POST, url("account/info"))
        guard let credit = answer.json?["entries"]?.first?["remaincredit"]?.integer else {
            throw SmsSilence(why: answer.json?["return"]?["status"]?.id ?? "http \(answer.status)")
        }
        return credit
    }

    /// Asked for what is new, it counts as read there: so what was read is asked for too.
    func received() async throws -> [ReceivedSms] {
        var all: [ReceivedSms] = []
        for isRead in ["0", "1"] {
            let answer = try await wire.call(
                .POST, url("sms/receive"), [], .form([("linenumber", account.line), ("isread", isRead)]))
            guard answer.json?["return"]?["status"]?.integer == 200 else {
                throw SmsSilence(why: answer.json?["return"]?["status"]?.id ?? "http \(answer.status)")
            }
            all += (answer.json?["entries"]?.items ?? []).compactMap { entry in
                ReceivedSms(
                    id: entry["messageid"]?.id, from: entry["sender"]?.id, line: entry["receptor"]?.id,
                    text: entry["message"]?.string)
            }
        }
        return all
    }

    private func url(_ method: String) -> String {
        "\(account.address)/v1/\(SmsWire.encoded(account.key))/\(method).json"
    }

    /// A token holds no space, new line or underscore.
    private static func token(_ value: String) -> String {
        String(value.map { $0.isWhitespace || $0 == "_" ? "\u{200C}" : $0 })
    }

    private static func answer(_ answer: SmsWire.Answer) -> SendAnswer? {
        guard let status = answer.json?["return"]?["status"]?.integer else { return nil }
        guard status == 200 else { return .refused(SendFault(kind(status), String(status))) }
        guard let entry = answer.json?["entries"]?.first, let id = entry["messageid"]?.id else { return nil }
        return .accepted(id: id, cost: entry["cost"]?.integer)
    }

    private static func kind(_ status: Int64) -> SendFault.Kind {
        switch status {
        case 418: .credit
        case 401, 403, 407, 412, 416, 426, 430: .account
        case 402, 409: .temporary
        default: .permanent
        }
    }
}
