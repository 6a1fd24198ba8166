import Foundation

/// A message as it goes to a mail server (RFC 5322, MIME): plain text in any script, each line short.
public struct MailText: Hashable, Sendable {
    /// Ours, in angles: the same one for each try, so that a mailbox that looks at it shows it once.
    public let id: String
    /// Head and body; lines end with CR LF, and none begins with a dot.
    public let text: String

    public init(
        from: EmailAddress, name: String, to: EmailAddress, subject: String, body: String, reference: Int64, at: Instant
    ) {
        id = "<kardan.\(reference)@\(from.domain)>"
        let head = [
            "From: \(Self.words(name)) <\(from.text)>", "To: <\(to.text)>", "Subject: \(Self.words(subject))",
            "Date: \(Self.date(at))", "Message-ID: \(id)", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64",
        ]
        let lines = Data(body.replacing("\n", with: "\r\n").utf8).base64EncodedString(
            options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
        text = head.joined(separator: "\r\n") + "\r\n\r\n" + lines + "\r\n"
    }

    /// RFC 2047: pieces of so many bytes that a line with one keeps within 76.
    private static let longest = 42

    private static func words(_ text: String) -> String {
        var pieces = [""]
        for scalar in text.unicodeScalars where scalar.value >= 0x20 {
            if pieces[pieces.count - 1].utf8.count + String(scalar).utf8.count > longest { pieces.append("") }
            pieces[pieces.count - 1].unicodeScalars.append(scalar)
        }
        return pieces.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    private static func date(_ instant: Instant) -> String {
        let (days, rest) = (Int32(instant.seconds / 86_400), instant.seconds % 86_400)
        let date = CalendarDay(number: days).gregorian
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
        return "\(weekdays[Int(days) % 7]), \(date.day) \(months[date.month - 1]) \(date.year) "
            + time.joined(separator: ":") + " +0000"
    }
}
