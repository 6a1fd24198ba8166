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

    var states: OptionList {
        var list = OptionList()
        for (stage, key) in [(JobFilter.Stage.open, "jobs.stage.open"), (.ended, "jobs.stage.ended")] {
            list.add(stage.text, reader.words(key), selected: filter.stage == stage)
        }
        for state in JobState.allCases {
            list.add(state.rawValue, names.state(state), selected: filter.stage == .state(state))
        }
        return list
    }

    var provinces: OptionList {
        var list = OptionList()
        for province in names.names.provinces {
            list.add(String(province.id.value), province.names.shown(reader), selected: filter.province == province.id)
        }
        return list
    }

    var cities: OptionList? {
        guard let province = filter.province else { return nil }
        var list = OptionList()
        for city in names.names.cities where city.province == province {
            list.add(String(city.id.value), city.names.shown(reader), selected: filter.city == city.id)
        }
        return list
    }

    var services: OptionList {
        var list = OptionList()
        for service in names.names.services {
            list.add(service.code, service.names.shown(reader), selected: filter.service == service.code)
        }
        return list
    }

    var groups: OptionList {
        var list = OptionList()
        for group in groupRows { list.add(group.code, group.names.shown(reader), selected: filter.group == group.code) }
        return list
    }

    var ages: OptionList {
        var list = OptionList()
        let offered = filter.age.map { JobFilter.ages.contains($0) ? [] : [$0] } ?? []
        for age in JobFilter.ages + offered {
            list.add(String(age), reader.words("jobs.age.days", reader.number(age)), selected: filter.age == age)
        }
        return list
    }
}
