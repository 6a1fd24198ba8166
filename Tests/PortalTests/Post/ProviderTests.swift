import Domain
import NIOCore
import Testing

@testable import Post

@Suite("Providers of text messages")
struct ProviderTests {
    private static let order = SmsOrder(reference: 7_000, number: "09121112233", content: .text("سلام دنیا"))
    private static let pattern = SmsOrder(
        reference: 8_000, number: "09121112233",
        content: .pattern(
            "101", [SmsField(name: "name", value: "زهرا کریمی"), SmsField(name: "number", value: "1405-1")]))

    /// - Parameter patience: longer than a machine that does much else needs, but where the provider says nothing anyway.
    private static func provider(
        _ kind: SmsProviderKind, at address: String, patience: TimeAmount = .seconds(60)
    ) -> any SmsProvider {
        kind.provider(
            SmsAccount(username: "arman", key: "the-key", line: "3000123", address: address),
            SmsWire(patience: patience))
    }

    @Test(
        "each is given a text and a pattern in its own words, and answers with its number",
        arguments: SmsProviderKind.allCases)
    func accepted(kind: SmsProviderKind) async throws {
        try await FakeProvider.serve { fake, address in
            let provider = Self.provider(kind, at: address)
            guard case .accepted(let first, _) = await provider.send(Self.order),
                case .accepted(let second, _) = await provider.send(Self.pattern)
            else {
                Issue.record("refused")
                return
            }
            #expect([first, second] == ["8792343000", "8792343001"])
            let (text, pattern) = (fake.taken[0], fake.taken[1])
            switch kind {
            case .kavenegar:
                #expect(text.path == "/v1/the-key/sms/send.json")
                #expect(text.fields["receptor"] == "09121112233")
                #expect(text.fields["message"] == "سلام دنیا")
                #expect(text.fields["localid"] == "7000")
                #expect(text.fields["sender"] == "3000123")
                #expect(pattern.path == "/v1/the-key/verify/lookup.json")
                #expect(pattern.fields["token"] == "زهرا\u{200C}کریمی")
                #expect(pattern.fields["token2"] == "1405-1")
            case .smsir:
                #expect(text.path == "/v1/send/bulk")
                #expect(text.fields["X-API-KEY"] == "the-key")
                #expect(text.fields["json"]?.contains("\"lineNumber\":3000123") == true)
                #expect(pattern.path == "/v1/send/verify")
                #expect(pattern.fields["json"]?.contains("\"templateId\":101") == true)
                #expect(pattern.fields["json"]?.contains("\"NAME\"") == true)
            case .melipayamak:
                #expect(text.path == "/api/SendSMS/SendSMS")
                #expect(text.fields["username"] == "arman")
                #expect(text.fields["password"] == "the-key")
                #expect(pattern.path == "/api/SendSMS/BaseServiceNumber")
                #expect(pattern.fields["text"] == "زهرا کریمی;1405-1")
                #expect(pattern.fields["bodyId"] == "101")
            case .ghasedak:
                #expect(text.path == "/Rest/api/v1/WebService/SendSingleSMS")
                #expect(text.fields["ApiKey"] == "the-key")
                #expect(text.ours == "7000")
                #expect(pattern.path == "/Rest/api/v1/WebService/SendOtpSMS")
                #expect(pattern.ours == "8000")
            case .smtp: Issue.record("it sends no text messages")
            }
        }
    }

    @Test(
        "each number of a fault is of its kind",
        arguments: [
            (SmsProviderKind.kavenegar, 411, SendFault.Kind.permanent), (.kavenegar, 418, .credit),
            (.kavenegar, 403, .account), (.kavenegar, 412, .account), (.kavenegar, 409, .temporary),
            (.kavenegar, 424, .permanent), (.smsir, 104, .permanent), (.smsir, 115, .permanent), (.smsir, 102, .credit),
            (.smsir, 10, .account), (.smsir, 20, .pace), (.melipayamak, 2, .credit), (.melipayamak, 0, .account),
            (.melipayamak, 7, .permanent), (.melipayamak, 6, .temporary), (.ghasedak, 400, .permanent),
            (.ghasedak, 401, .account), (.ghasedak, 418, .credit), (.ghasedak, 429, .pace),
        ])
    func refused(kind: SmsProviderKind, code: Int, fault: SendFault.Kind) async throws {
        try await FakeProvider.serve { fake, address in
            fake.mood = .refuse(code)
            let answer = await Self.provider(kind, at: address).send(Self.order)
            #expect(answer == .refused(SendFault(fault, String(code))))
        }
    }

    @Test("silence says nothing of the message", arguments: SmsProviderKind.allCases)
    func silence(kind: SmsProviderKind) async throws {
        try await FakeProvider.serve { fake, address in
            let provider = Self.provider(kind, at: address, patience: .milliseconds(200))
            for mood in [FakeProvider.Mood.silent, .stall] {
                fake.mood = mood
                #expect(await provider.send(Self.order) == .unclear("silent"))
            }
        }
    }

    @Test("what is not its own words, or breaks off, says nothing of the message", arguments: SmsProviderKind.allCases)
    func unclear(kind: SmsProviderKind) async throws {
        try await FakeProvider.serve { fake, address in
            let provider = Self.provider(kind, at: address)
            fake.next(.page(500), .nonsense, .page(200), .cut, .page(403), .page(429))
            #expect(await provider.send(Self.order) == .unclear("http 500"))
            #expect(await provider.send(Self.order) == .unclear("http 200"))
            #expect(await provider.send(Self.order) == .unclear("http 200"))
            #expect(await provider.send(Self.order) == .unclear("silent"))
            #expect(await provider.send(Self.order) == .refused(SendFault(.account, "403")))
            #expect(await provider.send(Self.order) == .refused(SendFault(.pace, "429")))
        }
    }

    @Test("nobody there took nothing", arguments: SmsProviderKind.allCases)
    func unreached(kind: SmsProviderKind) async throws {
        let answer = await Self.provider(kind, at: "http://127.0.0.1:9").send(Self.order)
        #expect(answer == .refused(SendFault(.temporary, "connect")))
    }

    @Test(
        "each says what became of a message, and how much credit is left",
        arguments: [
            (SmsProviderKind.kavenegar, 10, 11, 5, Int64(154_000)), (.smsir, 1, 2, 3, 1_250),
            (.melipayamak, 1, 2, 8, 830), (.ghasedak, 14, 13, 3, 99_000),
        ])
    func asked(kind: SmsProviderKind, delivered: Int, failed: Int, onItsWay: Int, credit: Int64) async throws {
        try await FakeProvider.serve { fake, address in
            let provider = Self.provider(kind, at: address)
            fake.status = delivered
            let arrived = try await provider.status(of: .his("8792343000"))
            #expect(arrived == .delivered)
            fake.status = failed
            let lost = try await provider.status(of: .his("8792343000"))
            #expect(lost == .failed(code: String(failed)))
            fake.status = onItsWay
            let underWay = try await provider.status(of: .his("8792343000"))
            #expect(underWay == .onItsWay)
            let left = try await provider.credit()
            #expect(left == credit)
        }
    }

    @Test("those that know our number say that they never had it", arguments: [SmsProviderKind.kavenegar, .ghasedak])
    func ours(kind: SmsProviderKind) async throws {
        try await FakeProvider.serve { fake, address in
            let provider = Self.provider(kind, at: address)
            #expect(provider.knowsOurs(false))
            let before = try await provider.status(of: .ours(7_000))
            #expect(before == .never)
            _ = await provider.send(Self.order)
            let after = try await provider.status(of: .ours(7_000))
            #expect(after != .never)
            // The same number again is the same message.
            _ = await provider.send(Self.order)
            #expect(fake.taken.count == 1)
        }
    }
}
