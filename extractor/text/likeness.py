"""How alike two short texts are: letters to change, leave out or put in."""


def distance(one: str, two: str, most: int) -> int:
    """Edit distance of two texts, counted up to ``most``; more than that is ``most + 1``.

    Returns:
        Number of code points to change, leave out or put in.
    """
    if abs(len(one) - len(two)) > most:
        return most + 1
    row = list(range(len(two) + 1))
    for index, letter in enumerate(one, 1):
        above, row = row, [index]
        for at, other in enumerate(two, 1):
            row.append(min(above[at] + 1, row[-1] + 1, above[at - 1] + (letter != other)))
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
