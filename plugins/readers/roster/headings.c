/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "headings.h"

#include <string.h>

/* Headings in lower case, words parted by one space. */
static const struct {
    const char *heading;
    enum column kind;
} headings[] = {
    { "name", COLUMN_NAME },
    { "names", COLUMN_NAME },
    { "full name", COLUMN_NAME },
    { "fullname", COLUMN_NAME },
    { "your name", COLUMN_NAME },
    { "display name", COLUMN_NAME },
    { "member", COLUMN_NAME },
    { "member name", COLUMN_NAME },
    { "speaker", COLUMN_NAME },
    { "speakers", COLUMN_NAME },
    { "signer", COLUMN_NAME },
    { "signatory", COLUMN_NAME },
    { "signed by", COLUMN_NAME },
    { "endorser", COLUMN_NAME },
    { "endorsed by", COLUMN_NAME },
    { "supporter", COLUMN_NAME },
    { "delegate", COLUMN_NAME },
    { "candidate", COLUMN_NAME },
    { "person", COLUMN_NAME },
    { "contact", COLUMN_NAME },
    { "participant", COLUMN_NAME },
    { "attendee", COLUMN_NAME },
    { "worker", COLUMN_NAME },
    { "nombre completo", COLUMN_NAME },
    { "nombre y apellido", COLUMN_NAME },
    { "nombre y apellidos", COLUMN_NAME },
    { "nom complet", COLUMN_NAME },
    { "first", COLUMN_GIVEN },
    { "first name", COLUMN_GIVEN },
    { "firstname", COLUMN_GIVEN },
    { "fname", COLUMN_GIVEN },
    { "given", COLUMN_GIVEN },
    { "given name", COLUMN_GIVEN },
    { "given names", COLUMN_GIVEN },
    { "forename", COLUMN_GIVEN },
    { "preferred name", COLUMN_GIVEN },
    { "vorname", COLUMN_GIVEN },
    { "nombre", COLUMN_GIVEN },
    { "nombres", COLUMN_GIVEN },
    { "prénom", COLUMN_GIVEN },
    { "prenom", COLUMN_GIVEN },
    { "middle", COLUMN_MIDDLE },
    { "middle name", COLUMN_MIDDLE },
    { "middle initial", COLUMN_MIDDLE },
    { "mi", COLUMN_MIDDLE },
    { "last", COLUMN_FAMILY },
    { "last name", COLUMN_FAMILY },
    { "lastname", COLUMN_FAMILY },
    { "lname", COLUMN_FAMILY },
    { "surname", COLUMN_FAMILY },
    { "family", COLUMN_FAMILY },
    { "family name", COLUMN_FAMILY },
    { "apellido", COLUMN_FAMILY },
    { "apellidos", COLUMN_FAMILY },
    { "nachname", COLUMN_FAMILY },
    { "prefix", COLUMN_PREFIX },
    { "honorific", COLUMN_PREFIX },
    { "salutation", COLUMN_PREFIX },
    { "suffix", COLUMN_SUFFIX },
    { "credentials", COLUMN_SUFFIX },
    { "title", COLUMN_TITLE },
    { "job title", COLUMN_TITLE },
    { "job", COLUMN_TITLE },
    { "position", COLUMN_TITLE },
    { "role", COLUMN_TITLE },
    { "office", COLUMN_TITLE },
    { "occupation", COLUMN_TITLE },
    { "trade", COLUMN_TITLE },
    { "craft", COLUMN_TITLE },
    { "profession", COLUMN_TITLE },
    { "cargo", COLUMN_TITLE },
    { "union", COLUMN_UNION },
    { "affiliation", COLUMN_UNION },
    { "organization", COLUMN_UNION },
    { "organisation", COLUMN_UNION },
    { "org", COLUMN_UNION },
    { "employer", COLUMN_UNION },
    { "company", COLUMN_UNION },
    { "workplace", COLUMN_UNION },
    { "shop", COLUMN_UNION },
    { "institution", COLUMN_UNION },
    { "school", COLUMN_UNION },
    { "sindicato", COLUMN_UNION },
    { "local", COLUMN_LOCAL },
    { "local number", COLUMN_LOCAL },
    { "local no", COLUMN_LOCAL },
    { "local union", COLUMN_LOCAL },
    { "local #", COLUMN_LOCAL },
    { "union local", COLUMN_LOCAL },
    { "chapter", COLUMN_CHAPTER },
    { "town", COLUMN_TOWN },
    { "city", COLUMN_TOWN },
    { "hometown", COLUMN_TOWN },
    { "home town", COLUMN_TOWN },
    { "municipality", COLUMN_TOWN },
    { "place", COLUMN_TOWN },
    { "location", COLUMN_TOWN },
    { "borough", COLUMN_TOWN },
    { "ciudad", COLUMN_TOWN },
    { "ville", COLUMN_TOWN },
    { "ort", COLUMN_TOWN },
    { "state", COLUMN_STATE },
    { "st", COLUMN_STATE },
    { "province", COLUMN_STATE },
    { "estado", COLUMN_STATE },
    { "country", COLUMN_COUNTRY },
    { "nation", COLUMN_COUNTRY },
    { "país", COLUMN_COUNTRY },
    { "section", COLUMN_GROUP },
    { "category", COLUMN_GROUP },
    { "group", COLUMN_GROUP },
    { "panel", COLUMN_GROUP },
    { "session", COLUMN_GROUP },
    { "day", COLUMN_GROUP },
    { "shift", COLUMN_GROUP },
    { "district", COLUMN_GROUP },
    { "region", COLUMN_GROUP },
    { "county", COLUMN_GROUP },
    { "committee", COLUMN_GROUP },
    { "department", COLUMN_GROUP },
    { "id", COLUMN_SILENT },
    { "#", COLUMN_SILENT },
    { "no", COLUMN_SILENT },
    { "nr", COLUMN_SILENT },
    { "number", COLUMN_SILENT },
    { "row", COLUMN_SILENT },
    { "member id", COLUMN_SILENT },
    { "timestamp", COLUMN_SILENT },
    { "submitted", COLUMN_SILENT },
    { "submitted at", COLUMN_SILENT },
    { "date", COLUMN_SILENT },
    { "signed at", COLUMN_SILENT },
    { "date signed", COLUMN_SILENT },
    { "photo", COLUMN_SILENT },
    { "picture", COLUMN_SILENT },
    { "image", COLUMN_SILENT },
    { "headshot", COLUMN_SILENT },
    { "url", COLUMN_SILENT },
    { "link", COLUMN_SILENT },
    { "website", COLUMN_SILENT },
    { "web site", COLUMN_SILENT },
    { "twitter", COLUMN_SILENT },
    { "handle", COLUMN_SILENT },
    { "source", COLUMN_SILENT },
    { "consent", COLUMN_SILENT },
    { "status", COLUMN_SILENT },
    { "e-mail", COLUMN_PRIVATE },
    { "email", COLUMN_PRIVATE },
    { "mail", COLUMN_PRIVATE },
    { "e-mail address", COLUMN_PRIVATE },
    { "email address", COLUMN_PRIVATE },
    { "phone", COLUMN_PRIVATE },
    { "phone number", COLUMN_PRIVATE },
    { "telephone", COLUMN_PRIVATE },
    { "mobile", COLUMN_PRIVATE },
    { "cell", COLUMN_PRIVATE },
    { "cell phone", COLUMN_PRIVATE },
    { "fax", COLUMN_PRIVATE },
    { "address", COLUMN_PRIVATE },
    { "street", COLUMN_PRIVATE },
    { "street address", COLUMN_PRIVATE },
    { "address 1", COLUMN_PRIVATE },
    { "address 2", COLUMN_PRIVATE },
    { "zip", COLUMN_PRIVATE },
    { "zip code", COLUMN_PRIVATE },
    { "zipcode", COLUMN_PRIVATE },
    { "postcode", COLUMN_PRIVATE },
    { "postal code", COLUMN_PRIVATE },
    { "birthday", COLUMN_PRIVATE },
    { "date of birth", COLUMN_PRIVATE },
    { "ip", COLUMN_PRIVATE },
    { "ip address", COLUMN_PRIVATE },
    { "correo", COLUMN_PRIVATE },
    { "teléfono", COLUMN_PRIVATE },
};

/* "First_Name:" as "first name". */
static void plain_heading(struct slice s, char *plain, size_t room)
{
    size_t size = 0;

    for (size_t i = 0; i < s.size && size + 1 < room; i++) {
        char c = byte_lower(s.at[i]);

        if (c == '_' || byte_is_space(c) || c == '/')
            c = ' ';
        if (c == '.' || c == ':' || c == '*' || c == '?' ||
            (c == ' ' && size > 0 && plain[size - 1] == ' '))
            continue;
        plain[size++] = c;
    }
    while (size > 0 && plain[size - 1] == ' ')
        size--;
    plain[size] = '\0';
}

enum column kind_of_heading(struct slice s)
{
    char plain[48];

    if (s.size == 0 || s.size >= sizeof(plain))
        return COLUMN_OTHER;
    plain_heading(s, plain, sizeof(plain));
    for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
        if (strcmp(headings[i].heading, plain) == 0)
            return headings[i].kind;
    return COLUMN_OTHER;
}
