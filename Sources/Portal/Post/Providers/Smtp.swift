import Domain

extension MessageChannel {
    /// The run that sends what goes by it.
    package var run: String { self == .sms ? "post" : "mail" }
}

/// A company's own mail server in the place of a provider. It knows no message afterwards: what was not answered clearly
/// waits for a person.
struct Smtp: SmsProvider {
    static let address = ""
    let account: SmsAccount
    let wire: SmtpWire

    func knowsOurs(_: Bool) -> Bool { false }

    func send(_ order: SmsOrder) async -> SendAnswer {
        guard case .mail(let subject, let text) = order.content, let to = try? EmailAddress(order.number) else {
            return .refused(SendFault(.permanent, "address"))
        }
        guard let from = try? EmailAddress(account.line), let security = account.security,
            let server = MailServer(account.address, security, username: account.username, password: account.key)
        else { return .refused(SendFault(.account, "address")) }
        let mail = MailText(
            from: from, name: account.name, to: to, subject: subject, body: text, reference: order.reference,
            at: order.at)
        return await wire.send(mail, from: from, to: to, by: server)
    }

    func status(of _: SmsName) async throws -> SendStatus { throw SmsSilence(why: "smtp") }
    func credit() async throws -> Int64 { throw SmsSilence(why: "smtp") }
    func received() async throws -> [ReceivedSms] { throw SmsSilence(why: "smtp") }
}
