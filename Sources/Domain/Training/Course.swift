/// What a company teaches the people of its dealers, and how long a certificate of it counts.
public struct Course: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        case onSite = "on_site"
        case film
        case reading
    }

    /// For how many months a certificate counts.
    public static let months: ClosedRange<Int64> = 1...120
    /// How many of the answers of an exam must be right, in percent.
    public static let marks: ClosedRange<Int64> = 1...100
    /// How many questions an exam asks; 0: certificates are written by hand, after a seminar or a practical test.
    public static let questions: ClosedRange<Int64> = 0...50
    /// Days after an exam that was not passed until it may be tried again.
    public static let waits: ClosedRange<Int64> = 0...90
    public static let longestTitle = 100
    public static let longestText = 2_000
    public static let longestLink = 500

    public let code: String
    public let titleFa: String
    /// Empty where the company speaks Persian alone.
    public let titleEn: String
    public let kind: Kind
    /// Where its film or text lies; empty where it has none.
    public let link: String
    /// What is learnt.
    public let text: String
    public let months: Int
    public let passPercent: Int
    public let asked: Int
    public let waitDays: Int

    /// - Throws: `training.link.missing`: whoever learns from a film or a text must know where it is.
    public init(
        code: String, titleFa: String, titleEn: String, kind: Kind, link: String, text: String, months: Int,
        passPercent: Int, asked: Int, waitDays: Int
    ) throws(Complaint) {
        if kind != .onSite, link.isEmpty { throw Complaint("training.link.missing") }
        (self.code, self.titleFa, self.titleEn, self.kind) = (code, titleFa, titleEn, kind)
        (self.link, self.text, self.months) = (link, text, months)
        (self.passPercent, self.asked, self.waitDays) = (passPercent, asked, waitDays)
    }

    /// An address that a browser opens: `https` with a host, without spaces or a password. Throws `training.link.bad`.
    public static func link(_ text: String) throws(Complaint) -> String {
        let bad = text.contains { $0.isWhitespace || $0 == "\"" || $0 == "<" }
        guard text.count <= longestLink, !bad, text.wholeMatch(of: #/https://[^/@]+\.[^/.@]+(/.*)?/#) != nil else {
            throw Complaint("training.link.bad")
        }
        return text
    }
}

/// The answers of one exam.
public struct ExamMark: Hashable, Sendable {
    public let right: Int
    /// From 1 up.
    public let asked: Int

    public init(right: Int, of asked: Int) { (self.right, self.asked) = (right, asked) }

    /// Rounded down: 2 of 3 are 66 percent.
    public var percent: Int { right * 100 / asked }

    /// Whether at least so many percent are right, not rounded.
    public func passes(_ percent: Int) -> Bool { right * 100 >= percent * asked }
}

/// A question of an exam with its choices, of which one is right.
public struct ExamQuestion: Hashable, Sendable {
    public static let longest = 500
    public static let choices = 2...6

    public let text: String
    public let choices: [String]
    /// The place of the right choice, from 0.
    public let answer: Int

    /// - Parameter lines: the choices, one on each line; the right one begins with `*`.
    /// - Throws: `training.choices.count`; `training.choices.right` where not exactly one is marked;
    ///   `training.choices.twice`; `form.too_long`.
    public init(_ text: String, lines: String) throws(Complaint) {
        let typed = lines.split(whereSeparator: \.isNewline).map { SearchText.stored(String($0)) }.filter {
            !$0.isEmpty
        }
        guard Self.choices.contains(typed.count) else {
            throw Complaint("training.choices.count", String(Self.choices.lowerBound), String(Self.choices.upperBound))
        }
        let marked = typed.indices.filter { typed[$0].hasPrefix("*") }
        guard let right = marked.first, marked.count == 1 else { throw Complaint("training.choices.right") }
        choices = typed.map { $0.hasPrefix("*") ? SearchText.stored(String($0.dropFirst())) : $0 }
        guard Set(choices.map { SearchText.squeezed($0) }).count == choices.count, !choices.contains("") else {
            throw Complaint("training.choices.twice")
        }
        guard choices.allSatisfy({ $0.count <= Self.longest }) else {
            throw Complaint("form.too_long", String(Self.longest))
        }
        (self.text, answer) = (text, right)
    }

    /// As it was typed.
    public var lines: String {
        choices.indices.map { $0 == answer ? "* \(choices[$0])" : choices[$0] }.joined(separator: "\n")
    }
}
