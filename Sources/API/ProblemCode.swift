/// The facts that can be wrong, as the API names them.
///
/// Each is explained in docs/reference/errors.md, has its words in every language's message
/// catalogue, and is provoked by a test.
package enum ProblemCode: String, CaseIterable, Sendable, Codable {
    case alreadyResolved = "already_resolved"
    case alreadyReversed = "already_reversed"
    case assetNotFound = "asset_not_found"
    case batchNotFound = "batch_not_found"
    case batchSizeOutOfRange = "batch_size_out_of_range"
    case bodyTooLarge = "body_too_large"
    case clockDoubtful = "clock_doubtful"
    case codeBelongsToAnotherItem = "code_belongs_to_another_item"
    case codeDamaged = "code_damaged"
    case codeDoesNotFit = "code_does_not_fit"
    case codeEmpty = "code_empty"
    case codeIsACommand = "code_is_a_command"
    case codeNamesADonation = "code_names_a_donation"
    case codeNamesAPlace = "code_names_a_place"
    case codeTooLong = "code_too_long"
    case codesTooMany = "codes_too_many"
    case columnsMissing = "columns_missing"
    case copiesOutOfRange = "copies_out_of_range"
    case countIsCompleted = "count_is_completed"
    case countIsDropped = "count_is_dropped"
    case countNotFound = "count_not_found"
    case databaseReplaced = "database_replaced"
    case dateKindUnknown = "date_kind_unknown"
    case dateUnreadable = "date_unreadable"
    case dayIsClosed = "day_is_closed"
    case dayIsOpen = "day_is_open"
    case dayNotBegun = "day_not_begun"
    case deviceNotAllowed = "device_not_allowed"
    case deviceNotFound = "device_not_found"
    case directoryNotEmpty = "directory_not_empty"
    case directoryUnusable = "directory_unusable"
    case diskFailed = "disk_failed"
    case diskFull = "disk_full"
    case dpiOutOfRange = "dpi_out_of_range"
    case donationNotFound = "donation_not_found"
    case drawingBusy = "drawing_busy"
    case drawingFailed = "drawing_failed"
    case entryNotFound = "entry_not_found"
    case faultInside = "fault_inside"
    case fieldUnreadable = "field_unreadable"
    case fileEmpty = "file_empty"
    case formUnknown = "form_unknown"
    case hostForeign = "host_foreign"
    case iconUnknown = "icon_unknown"
    case idExistsWithDifferentContent = "id_exists_with_different_content"
    case idUnreadable = "id_unreadable"
    case itemIsJoined = "item_is_joined"
    case itemNotFound = "item_not_found"
    case itemsAreTheSame = "items_are_the_same"
    case jobHasNotEnded = "job_has_not_ended"
    case jobIsNotQueued = "job_is_not_queued"
    case jobIsNotUnknown = "job_is_not_unknown"
    case jobNotFound = "job_not_found"
    case jobWentOn = "job_went_on"
    case labelBeyondReach = "label_beyond_reach"
    case labelCodeBound = "label_code_bound"
    case labelCodeLengthOutOfRange = "label_code_length_out_of_range"
    case labelCodeReplaced = "label_code_replaced"
    case labelCodeTaken = "label_code_taken"
    case labelCodeUnbound = "label_code_unbound"
    case labelCodeUnknown = "label_code_unknown"
    case labelCountOutOfRange = "label_count_out_of_range"
    case labelEmpty = "label_empty"
    case labelTooLarge = "label_too_large"
    case labelWiderThanHead = "label_wider_than_head"
    case languageNotTold = "language_not_told"
    case laterDayIsClosed = "later_day_is_closed"
    case layoutUnknown = "layout_unknown"
    case measureInUse = "measure_in_use"
    case measureUnknown = "measure_unknown"
    case measuresDiffer = "measures_differ"
    case mediaNotTold = "media_not_told"
    case mediaUnsuitable = "media_unsuitable"
    case mediaTooSmall = "media_too_small"
    case mediaUnknown = "media_unknown"
    case methodNotAllowed = "method_not_allowed"
    case modeUnknown = "mode_unknown"
    case nameIsANumber = "name_is_a_number"
    case notReversible = "not_reversible"
    case notSignedIn = "not_signed_in"
    case numberUnreadable = "number_unreadable"
    case optionNotSettable = "option_not_settable"
    case optionOutOfRange = "option_out_of_range"
    case originForeign = "origin_foreign"
    case packOutOfRange = "pack_out_of_range"
    case paperOfAPerson = "paper_of_a_person"
    case pairingCodeWrong = "pairing_code_wrong"
    case pictureNotFound = "picture_not_found"
    case pictureNotSaved = "picture_not_saved"
    case pictureTooLarge = "picture_too_large"
    case pictureUnreadable = "picture_unreadable"
    case placeInsideItself = "place_inside_itself"
    case placeIsAnEdge = "place_is_an_edge"
    case placeKindUnknown = "place_kind_unknown"
    case placeNotEmpty = "place_not_empty"
    case placeNotFound = "place_not_found"
    case printerExists = "printer_exists"
    case printerNotFound = "printer_not_found"
    case printerUnusable = "printer_unusable"
    case quantityNotPositive = "quantity_not_positive"
    case quantityOutOfRange = "quantity_out_of_range"
    case queryUnreadable = "query_unreadable"
    case queueFull = "queue_full"
    case readingOutOfRange = "reading_out_of_range"
    case requestMalformed = "request_malformed"
    case roleNotAllowed = "role_not_allowed"
    case roleUnknown = "role_unknown"
    case rollLengthOutOfRange = "roll_length_out_of_range"
    case routeNotFound = "route_not_found"
    case rowUnreadable = "row_unreadable"
    case shelfLifeOutOfRange = "shelf_life_out_of_range"
    case sheetPlaceOutOfRange = "sheet_place_out_of_range"
    case sheetUnknown = "sheet_unknown"
    case sourceNotFound = "source_not_found"
    case stopping
    case textDoesNotFit = "text_does_not_fit"
    case textEncodingUnknown = "text_encoding_unknown"
    case textOutOfRange = "text_out_of_range"
    case timeMissing = "time_missing"
    case timeUnreadable = "time_unreadable"
    case tooManyRequests = "too_many_requests"
    case tooManyWaiting = "too_many_waiting"
    case unitWeightOutOfRange = "unit_weight_out_of_range"
    case unitWeightUnknown = "unit_weight_unknown"
    case unresolvedNotFound = "unresolved_not_found"
    case webhookAddressPrivate = "webhook_address_private"
    case webhookKindUnreadable = "webhook_kind_unreadable"
    case webhookNotFound = "webhook_not_found"
    case webhookURLUnreadable = "webhook_url_unreadable"
    case webhooksTooMany = "webhooks_too_many"
    case zoneIsFixed = "zone_is_fixed"
    case zoneUnknown = "zone_unknown"

    /// The HTTP status (RFC 9110, section 15; 507 is RFC 4918's) that an answer with this code has.
    package var status: Int {
        switch self {
        case .queryUnreadable, .requestMalformed: 400
        case .notSignedIn: 401
        case .deviceNotAllowed, .originForeign, .pairingCodeWrong, .roleNotAllowed: 403
        case .assetNotFound, .batchNotFound, .countNotFound, .deviceNotFound, .donationNotFound,
            .entryNotFound, .itemNotFound, .jobNotFound, .labelCodeUnknown, .pictureNotFound,
            .printerNotFound, .routeNotFound, .sourceNotFound, .unresolvedNotFound,
            .webhookNotFound:
            404
        case .methodNotAllowed: 405
        case .alreadyResolved, .alreadyReversed, .codeBelongsToAnotherItem, .countIsCompleted,
            .countIsDropped, .dayIsClosed, .directoryNotEmpty, .idExistsWithDifferentContent,
            .itemIsJoined,
            .jobHasNotEnded,
            .jobIsNotQueued, .jobIsNotUnknown, .jobWentOn, .labelCodeBound, .labelCodeReplaced,
            .labelCodeTaken, .labelCodeUnbound, .placeNotEmpty, .printerExists, .webhooksTooMany,
            .clockDoubtful, .dayIsOpen, .laterDayIsClosed, .zoneIsFixed:
            409
        case .bodyTooLarge: 413
        case .hostForeign: 421
        case .batchSizeOutOfRange, .codeDamaged, .codeDoesNotFit, .codeEmpty, .codeIsACommand,
            .codeNamesADonation, .codeNamesAPlace, .codeTooLong, .codesTooMany, .columnsMissing,
            .copiesOutOfRange,
            .dateKindUnknown, .dateUnreadable, .dayNotBegun, .dpiOutOfRange, .drawingFailed,
            .fieldUnreadable, .fileEmpty, .formUnknown, .iconUnknown, .idUnreadable,
            .labelBeyondReach, .labelEmpty,
            .labelCodeLengthOutOfRange, .labelCountOutOfRange, .labelTooLarge,
            .labelWiderThanHead, .languageNotTold, .layoutUnknown, .measureInUse, .measureUnknown,
            .measuresDiffer, .itemsAreTheSame,
            .mediaNotTold, .mediaTooSmall, .mediaUnknown, .mediaUnsuitable, .modeUnknown,
            .nameIsANumber,
            .notReversible,
            .numberUnreadable, .optionNotSettable, .optionOutOfRange, .packOutOfRange,
            .paperOfAPerson, .pictureTooLarge, .pictureUnreadable,
            .placeInsideItself, .placeIsAnEdge, .placeKindUnknown, .placeNotFound,
            .printerUnusable, .quantityNotPositive, .quantityOutOfRange,
            .readingOutOfRange, .roleUnknown, .rollLengthOutOfRange, .rowUnreadable,
            .sheetPlaceOutOfRange, .sheetUnknown, .shelfLifeOutOfRange, .textDoesNotFit,
            .textEncodingUnknown, .textOutOfRange, .timeMissing, .timeUnreadable,
            .unitWeightOutOfRange,
            .unitWeightUnknown,
            .webhookAddressPrivate, .webhookKindUnreadable,
            .webhookURLUnreadable, .zoneUnknown:
            422
        case .queueFull, .tooManyRequests: 429
        case .directoryUnusable, .faultInside: 500
        case .databaseReplaced, .diskFailed, .drawingBusy, .stopping, .tooManyWaiting: 503
        case .diskFull, .pictureNotSaved: 507
        }
    }
}

extension ProblemCode {
    /// Seconds after which to ask again, as `Retry-After` tells it; nil where it is not a matter of waiting.
    package var retryAfter: Int? {
        switch self {
        case .drawingBusy: 2
        case .tooManyRequests, .tooManyWaiting: 1
        default: nil
        }
    }

    /// Whether an answer with this code settles what was sent: the same again would be refused again.
    ///
    /// The others are refusals of the moment or of the way there, and what was sent is sent again: the hub is
    /// busy or broken, the device has to be let in, the body arrived garbled, or a hub that knows no such route answered.
    /// Pages are given this table.
    package var isFinal: Bool {
        switch self {
        case .routeNotFound, .assetNotFound: false
        default: [404, 409, 413, 422].contains(status)
        }
    }
}
