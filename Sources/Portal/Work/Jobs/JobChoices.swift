import Domain
import Web

/// The choices of the filter above the list of jobs.
struct JobChoices {
    private let filter: JobFilter
    private let names: JobLineNames
    private let groupRows: [GroupRow]
    private var reader: Reader { names.reader }

    init(_ filter: JobFilter, _ names: JobLineNames, _ groups: [GroupRow]) {
        (self.filter, self.names, groupRows) = (filter, names, groups)
    }

    var state: Pick {
        let stages = JobFilter.Stage.groups.map { (value: $0.text, label: reader.words("jobs.stage.\($0.text)")) }
        let states = JobState.allCases.map { (value: $0.rawValue, label: names.state($0)) }
        return pick("state", stages + states, filter.stage?.text)
    }

    var province: Pick {
        pick(
            "province",
            names.names.provinces(reader).map { ($0.id.description, $0.names.shown(reader)) },
            filter.province?.description)
    }

    var city: Pick? {
        guard let province = filter.province else { return nil }
        let cities = names.names.cities.filter { $0.province == province }.inPersianOrder { $0.names.shown(reader) }
        return pick("city", cities.map { ($0.id.description, $0.names.shown(reader)) }, filter.city?.description)
    }

    var service: Pick {
        pick("service", names.names.services.map { ($0.code, $0.names.shown(reader)) }, filter.service)
    }

    var group: Pick { pick("group", groupRows.map { ($0.code, $0.names.shown(reader)) }, filter.group) }

    var warranty: Pick {
        pick(
            "warranty", Warranty.allCases.map { ($0.rawValue, reader.words("jobs.warranty.\($0.rawValue)")) },
            filter.warranty?.rawValue)
    }

    var way: Pick {
        pick(
            "way", JobWay.allCases.map { ($0.rawValue, reader.words("jobs.way.\($0.rawValue)")) }, filter.way?.rawValue)
    }

    var age: Pick {
        let offered = filter.age.map { JobFilter.ages.contains($0) ? [] : [$0] } ?? []
        let ages = (JobFilter.ages + offered).map { (String($0), reader.words("jobs.age.days", reader.number($0))) }
        return pick("age", ages, filter.age.map(String.init))
    }

    var promise: Pick {
        let chosen = filter.promise.map { PromisePick.offered.contains($0) ? [] : [$0] } ?? []
        return pick(
            "promise",
            (PromisePick.offered + chosen).map { ($0.rawValue, reader.words("promises.pick.\($0.rawValue)")) },
            filter.promise?.rawValue)
    }

    private func pick(_ name: String, _ options: [(value: String, label: String)], _ chosen: String?) -> Pick {
        Pick(
            name, reader.words("jobs.\(name)"), blank: reader.words("jobs.all.\(name)"), options, chosen: chosen)
    }
}
