/// Marks the ids of plans of quality control, of a plan as it stood at a time, and of controls by it.
public enum QualityPlan {}
public enum QualityEdition {}
public enum QualityControl {}

/// How an item of a control is answered.
public enum QualityItemKind: String, CaseIterable, Sendable {
    case yesNo = "yes_no"
    /// Measured.
    case number
    case text
    /// By the photos of the control.
    case photo
}

/// What was found of one item.
public enum QualityFinding: Hashable, Sendable {
    case yes, no
    /// In thousandths.
    case number(Int64)
    case text(String)
    case photo

    /// As it is kept: a word, thousandths, the text.
    public var text: String {
        switch self {
        case .yes: "yes"
        case .no: "no"
        case .number(let value): String(value)
        case .text(let text): text
        case .photo: "photo"
        }
    }
}

/// One item of a plan: what is looked at or measured, and within which limits it is good.
public struct QualityItem: Hashable, Sendable {
    public static let longestText = 200
    public static let longestAnswer = 500
    public static let longestUnit = 20
    /// What a device can show, in thousandths.
    public static let measurable: ClosedRange<Int64> = -1_000_000_000_000...1_000_000_000_000

    public let kind: QualityItemKind
    public let fa: String
    /// May be empty: then the Persian one is shown.
    public let en: String
    /// Without it nothing passes.
    public let isRequired: Bool
    public let unit: String
    /// In thousandths; nil where there is no such limit. The limits themselves are good.
    public let least: Int64?
    public let most: Int64?

    /// - Throws: `quality.item.limits` where the lower one is above the upper one.
    public init(
        _ kind: QualityItemKind, fa: String, en: String = "", isRequired: Bool = true, unit: String = "",
        least: Int64? = nil, most: Int64? = nil
    ) throws(Complaint) {
        (self.kind, self.fa, self.en, self.isRequired) = (kind, fa, en, isRequired)
        let isMeasured = kind == .number
        (self.unit, self.least, self.most) =
            isMeasured ? (unit, least, most) : ("", nil, nil)
        if let least = self.least, let most = self.most, least > most { throw Complaint("quality.item.limits") }
    }

    /// Reads what was typed or chosen: digits of any script, «٫» as decimal mark; what is no number means nothing.
    /// - Throws: `form.missing`, `form.choose`, `form.too_long`; as `TypedNumber.thousandths`.
    public func finding(_ typed: String) throws(Complaint) -> QualityFinding {
        let said = SearchText.stored(typed)
        guard !said.isEmpty else { throw Complaint("form.missing") }
        switch kind {
        case .yesNo:
            switch said {
            case "yes": return .yes
            case "no": return .no
            default: throw Complaint("form.choose")
            }
        case .number:
            return .number(try TypedNumber.thousandths(typed, in: Self.measurable))
        case .text:
            guard said.count <= Self.longestAnswer else {
                throw Complaint("form.too_long", String(Self.longestAnswer))
            }
            return .text(said)
        case .photo:
            guard said == QualityFinding.photo.text else { throw Complaint("form.choose") }
            return .photo
        }
    }

    /// Reads what was kept; nil where it was taken out.
    public func finding(kept text: String) -> QualityFinding? {
        switch kind {
        case .yesNo: text == "yes" ? .yes : text == "no" ? .no : nil
        case .number: Int64(text).map(QualityFinding.number)
        case .text: .text(text)
        case .photo: .photo
        }
    }

    /// Whether it is not as it must be: a no, or beyond a limit.
    public func rejects(_ finding: QualityFinding) -> Bool {
        switch finding {
        case .no: true
        case .number(let value): value < least ?? value || value > most ?? value
        case .yes, .text, .photo: false
        }
    }
}
