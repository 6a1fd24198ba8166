import Domain
import Web

extension Reader {
    /// `امروز ۱۰:۰۰ تا ۱۲:۰۰`, or with the weekday and the day.
    package func appointment(_ day: CalendarDay, from: Int?, to: Int?, today: CalendarDay) -> String {
        let name =
            switch day {
            case today: words("visits.day.today")
            case today.adding(days: 1): words("visits.day.tomorrow")
            default: "\(weekday(day)) \(self.day(day))"
            }
        guard let from, let to else { return name }
        return name + words("list.comma")
            + words("visits.span", digits(TypedTime.text(from)), digits(TypedTime.text(to)))
    }
}
