import Base
import Database
import Domain
import Ground
import Work

/// What some jobs will cost: one that waits for its customer, one that he has approved by telephone.
struct DemoEstimates: Sendable {
    let company: OpenCompany
    let now: Instant

    func run() async throws {
        let (company, today) = (company, company.clock.day(of: now))
        try await company.write { tx in
            guard let reception = try DemoList.actors(tx).office[.reception] else { return }
            for (place, number) in try DemoList.underWay(limit: 2, tx).enumerated() {
                let lines = [
                    EstimateLine(.labour, "تعویض کمپرسور", price: 4_500_000),
                    EstimateLine(.part, "کمپرسور", price: 38_000_000 + Int64(place) * 2_000_000),
                    EstimateLine(.part, "فیلتر درایر", quantity: 2, price: 1_200_000),
                    EstimateLine(.travel, "", price: 900_000),
                ]
                try AddEstimate(
                    number: number, lines: lines, note: "قطعه اصلی با شش ماه ضمانت", validOn: today.adding(days: 6),
                    after: 0
                ).run(by: reception, in: company, tx.at(now.adding(seconds: -3_600)))
                guard place == 1 else { continue }
                try AnswerEstimate(answer: EstimateAnswer("approve", text: ""), revision: 1).run(
                    on: number, by: .phone, actor: reception, today: today, tx.at(now.adding(seconds: -900)))
            }
        }
    }
}
