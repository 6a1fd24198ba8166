import Database
import Domain
import Web

/// Days and amounts as they were typed.
struct ClaimSettingForm: Sendable {
    let inputs: [(name: ClaimSetting, input: Input<Int64>)]

    init(_ form: FormBody, _ names: [ClaimSetting]) {
        inputs = names.map { name in
            let read = { (text: String) in
                try (name.isMoney ? form.moneyUnit : .rial).read(text, in: name.range)
            }
            return (name, name.isLimit ? form.input(name.rawValue, else: nil, read) : form.input(name.rawValue, read))
        }
    }

    var isRight: Bool { inputs.allSatisfy { $0.input.complaint == nil } }

    /// nil is no limit.
    var values: [(ClaimSetting, Int64?)] { inputs.map { ($0.name, $0.input.value) } }
}

/// The standard times as they were typed: a cell for each service type and product group.
struct StandardTimeForm: Sendable {
    struct Names: Sendable {
        let services: [(code: String, fa: String, en: String)]
        let groups: [(id: ID<ProductGroup>, fa: String, en: String)]
    }

    let names: Names
    let inputs: [StandardTime: Input<Int>]

    static func cells(_ tx: Transaction) throws -> Names {
        Names(services: try StandardTimeList.services(tx), groups: try StandardTimeList.groups(tx))
    }

    init(_ form: FormBody, _ names: Names) {
        self.names = names
        var inputs: [StandardTime: Input<Int>] = [:]
        for time in names.times {
            inputs[time] = form.input(time.field, else: nil) { Int(try TypedNumber.integer($0, in: 1...1440)) }
        }
        self.inputs = inputs
    }

    /// As they stand.
    init(_ minutes: [StandardTime: Int], _ names: Names) {
        self.names = names
        inputs = names.times.reduce(into: [:]) { all, time in
            let now = minutes[time]
            all[time] = Input<Int>(name: time.field, typed: now.map { String($0) } ?? "", value: now)
        }
    }

    /// nil where a cell cannot be read; a value of nil is a work that is not measured.
    var minutes: [StandardTime: Int?]? {
        inputs.values.allSatisfy { $0.complaint == nil }
            ? inputs.mapValues { (input: Input<Int>) -> Int? in input.value } : nil
    }
}

extension StandardTimeForm.Names {
    var times: [StandardTime] {
        groups.flatMap { group in services.map { StandardTime(service: $0.code, group: group.id) } }
    }
}

extension StandardTime {
    package var field: String { "minutes-\(service)-\(group)" }
}
