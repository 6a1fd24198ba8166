import Domain
import Ground
import Web

/// Where a customer says that he cannot be there, and when he could.
struct WishView: Sendable {
    /// nil once it was said.
    let action: String?
    let appointment: String
    let said: String?
    let isOpen: Bool
    let fields: [Field]

    init(
        _ agreed: AppointmentWishStore.Agreed, _ wish: AppointmentWish?, _ form: FormBody?, _ refused: Complaint?,
        action: String, _ context: PublicContext
    ) {
        let (reader, words) = (context.reader, context.words)
        (appointment, isOpen) = (agreed.text, refused != nil)
        self.action = wish == nil ? action : nil
        said = wish.map { words("tracking.wish.said", $0.text(reader)) }
        let (day, part) = (form?.text("day") ?? "", form?.text("part") ?? "")
        fields = [
            Field(name: "day", label: words("tracking.wish.day")).with {
                ($0.required, $0.blank) = (true, words("form.blank"))
                if day.isEmpty { $0.error = refused.map(reader.complaint) }
                $0.options = AppointmentWish.days(from: context.today).map {
                    .init(
                        value: $0.isoText, label: "\(reader.weekday($0)) \(reader.day($0))", selected: $0.isoText == day
                    )
                }
            },
            Field(name: "part", label: words("tracking.wish.part")).with {
                ($0.required, $0.blank) = (true, words("form.blank"))
                if part.isEmpty { $0.error = refused.map(reader.complaint) }
                $0.options = AppointmentWish.Part.allCases.map {
                    .init(
                        value: $0.rawValue, label: words("tracking.wish.part.\($0.rawValue)"),
                        selected: $0.rawValue == part)
                }
            },
        ]
    }
}

extension AppointmentWish {
    func text(_ reader: Reader) -> String {
        "\(reader.weekday(day)) \(reader.wholeDay(day))" + reader.words("list.comma")
            + reader.words("tracking.wish.part.\(part.rawValue)")
    }
}
