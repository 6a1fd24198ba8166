/// What a template asks for by name. The properties of a page are described once (`Named`); what stands on a page many times
/// answers by itself, which costs a fraction of that.
public protocol PageParts {
    /// nil for a name that it does not have, and for one that holds nothing now.
    func child(named name: String) -> Any?
}
