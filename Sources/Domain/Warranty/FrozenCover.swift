/// A verdict as it is kept: a line of it is a line of text, its parts are parted by tabs.
extension CoverVerdict {
    public var frozen: String { lines.map(\.frozen).joined(separator: "\n") }

    /// - Returns: nil for what is no such text.
    public init?(frozen text: String) {
        var lines: [Line] = []
        for row in text.split(separator: "\n") {
            guard let line = Line(frozen: row) else { return nil }
            lines.append(line)
        }
        self.init(lines: lines)
    }

    /// With another verdict on some of its lines, and why somebody has decided so.
    public func decided(_ verdict: Warranty, on subjects: Set<CoverSubject>, because reason: String) -> CoverVerdict {
        CoverVerdict(
            lines: lines.map { line in
                guard subjects.contains(line.subject) else { return line }
                return Line(line.subject, verdict, .decided(reason), lastDay: line.lastDay)
            })
    }
}

extension CoverVerdict.Line {
    fileprivate var frozen: String {
        let (code, detail) = reason.frozen
        let parts = [subject.text, verdict.rawValue, code, lastDay?.isoText ?? "", detail]
        return parts.map { $0.map { $0 == "\t" || $0.isNewline ? " " : String($0) }.joined() }.joined(separator: "\t")
    }

    fileprivate init?(frozen row: Substring) {
        let parts = row.split(separator: "\t", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let subject = CoverSubject(parts[0]), let verdict = Warranty(rawValue: parts[1]),
            let reason = CoverReason(frozen: parts[2], parts[4])
        else { return nil }
        self.init(subject, verdict, reason, lastDay: CalendarDay(iso: parts[3]))
    }
}

extension CoverReason {
    fileprivate var frozen: (code: String, detail: String) {
        switch self {
        case .covered: ("covered", "")
        case .extended: ("extended", "")
        case .repaired(let job): ("repaired", job)
        case .fitted(let part, let job): ("fitted", "\(job) \(part)")
        case .ended: ("ended", "")
        case .noTerm: ("no_term", "")
        case .voided(let void): ("voided", "\(void.day.isoText) \(void.reason)")
        case .missing(let days): ("missing", days.map(\.rawValue).joined(separator: " "))
        case .decided(let reason): ("decided", reason)
        }
    }

    fileprivate init?(frozen code: String, _ detail: String) {
        switch code {
        case "covered": self = .covered
        case "extended": self = .extended
        case "repaired": self = .repaired(job: detail)
        case "fitted":
            // A job's number has no blank in it.
            guard let gap = detail.firstIndex(of: " ") else { return nil }
            self = .fitted(part: String(detail[gap...].dropFirst()), job: String(detail[..<gap]))
        case "ended": self = .ended
        case "no_term": self = .noTerm
        case "voided":
            guard let day = CalendarDay(iso: String(detail.prefix(10))) else { return nil }
            self = .voided(CoverVoid(on: day, String(detail.dropFirst(11))))
        case "missing": self = .missing(detail.split(separator: " ").compactMap { CoverDay(rawValue: String($0)) })
        case "decided": self = .decided(detail)
        default: return nil
        }
    }
}
