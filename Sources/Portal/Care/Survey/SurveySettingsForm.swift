import Domain
import Ground
import Web

/// When calls are made, as typed.
struct SurveySettingsForm: Sendable {
    static let names = [
        "after_days", "until_days", "rest_months", "from", "to", "a_day", "failures", "bad", "due_days",
    ]
    let inputs: [Input<Int>]
    let holdsPay: Bool
    let holdsBad: Bool

    init(_ form: FormBody) {
        (holdsPay, holdsBad) = (form.isChecked("hold"), form.isChecked("hold_bad"))
        inputs = Self.names.map { name in
            form.input(name) { text in
                switch name {
                case "from", "to": try TypedTime.minutes(text)
                case "bad": Int(try TypedNumber.tenths(text, in: SurveySettings.scores))
                case "rest_months": Int(try TypedNumber.integer(text, in: 0...36))
                case "a_day", "failures": Int(try TypedNumber.integer(text, in: 1...9))
                case "until_days": Int(try TypedNumber.integer(text, in: 1...90))
                default: Int(try TypedNumber.integer(text, in: 0...89))
                }
            }
        }
    }

    init(_ settings: SurveySettings) {
        var texts = settings.texts
        (texts["from"], texts["to"]) = (TypedTime.text(settings.from), TypedTime.text(settings.to))
        if !settings.holdsPay { texts["hold"] = nil }
        if !settings.holdsBad { texts["hold_bad"] = nil }
        texts["bad"] = "\(settings.bad / 10).\(settings.bad % 10)"
        self.init(FormBody(texts))
    }

    /// nil where a field is refused.
    var settings: SurveySettings? {
        let values = inputs.compactMap(\.value)
        guard values.count == inputs.count else { return nil }
        var settings = SurveySettings()
        (settings.afterDays, settings.untilDays, settings.restMonths) = (values[0], values[1], values[2])
        (settings.from, settings.to, settings.mostADay) = (values[3], values[4], values[5])
        (settings.mostFailures, settings.bad, settings.dueDays) = (values[6], Int64(values[7]), values[8])
        (settings.holdsPay, settings.holdsBad) = (holdsPay, holdsBad)
        return settings
    }

    /// What of it does not go together. - Throws: `surveys.pace.hours`, `surveys.days.order`.
    static func check(_ settings: SurveySettings) throws(Complaint) {
        _ = try SurveyPace(from: settings.from, to: settings.to, mostADay: 1, mostFailures: 1)
        guard settings.afterDays < settings.untilDays else { throw Complaint("surveys.days.order") }
    }
}
