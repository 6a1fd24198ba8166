import Base
import Database
import Domain
import Ground
import Web
import Work

/// What the wing of the post puts into the slots of others.
package enum PostFittings {
    package static func add(to fittings: inout Fittings) {
        fittings.add({ try Telling.told($0, $1, $2) }, to: OutboxSlots.told)
        fittings.add(WriteSecret.send, to: SecretSlots.send)
        fittings.add(WriteSecret.sends, to: SecretSlots.sends)
        fittings.add(WriteSecret.void, to: SecretSlots.void)
        for channel in MessageChannel.allCases { fittings.add(SendMessages(by: channel), to: RunSlots.kinds) }
        fittings.add(SendDeliveries(by: [HookCourse(), PushCourse()]), to: RunSlots.kinds)
        fittings.add({ try PostCreditStore.sweep($0, $1) }, to: CompanySlots.sweeps)
        fittings.add({ try DeliveryStore.sweep($0, $1) }, to: CompanySlots.sweeps)
        fittings.add(
            SubjectNaming("hook") { ids, context, tx in
                try HookStore.all(tx).reduce(into: [:]) { links, hook in
                    guard ids.contains(hook.id.value) else { return }
                    links[hook.id.value] = SubjectLink(
                        label: HookStore.shown(hook.url), href: context.pathIfAllowed(HookRoutes.one, hook.id))
                }
            }, to: EventSlots.subjects)
        fittings.add({ try await MessageTemplateStore.fill(in: $1, $0) }, to: CompanySlots.opened)
        fittings.add({ try await MessageSealStore.sealOld(in: $1) }, to: CompanySlots.opened)
        fittings.add(
            SubjectNaming("post_account") { context in
                SubjectLink(
                    label: context.words("messages.account"), href: context.pathIfAllowed(AccountRoutes.page))
            }, to: EventSlots.subjects)
        fittings.add(
            { job, _, company, tx in
                // Asked with the others: a visit of a company that sends nothing pays no journey for it.
                let (accounts, hooks) = (try PostAccountStore.asked(tx), try HookStore.asked(tx))
                return { try Telling.ended(job, accounts.value(), hooks.value(), company, tx) }
            }, to: JobSlots.ended)
        fittings.add({ job, _, _, tx in try WriteMessages.cancelled(job, tx) }, to: JobSlots.cancelled)
        fittings.add({ job, _, _, tx in try MessageStore.void(job, for: nil, tx) }, to: JobSlots.givenBack)
        fittings.add(WriteMessages.released, to: JobSlots.released)
        fittings.add(
            { job, _, _, tx in
                guard job.before.customer != job.after.customer else { return }
                try MessageStore.void(job.after.id, for: job.before.customer, tx)
            }, to: JobSlots.corrected)
        fittings.add(CardMaker(MessagesCard.ofJob), to: JobSlots.cards)
        fittings.add(CardMaker(MessagesCard.ofCustomer), to: CustomerSlots.cards)
        fittings.add(MessageDataStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try MessageDataStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add(MessageDataStore.move, to: CustomerSlots.moves)
        fittings.add(ReceiveMessages(), to: RunSlots.kinds)
        fittings.add(ReceiveMail(), to: RunSlots.kinds)
        fittings.add(Remind(), to: RunSlots.kinds)
        fittings.add(CardMaker(ReceivedCard.ofJob), to: JobSlots.cards)
        fittings.add(ReceivedStore.erasing, to: PrivacySlots.erasings)
        fittings.add({ try ReceivedStore.dossier($0, $1, $2) }, to: PrivacySlots.dossier)
        fittings.add(ReceivedStore.move, to: CustomerSlots.moves)
    }
}
