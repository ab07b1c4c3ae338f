export default function Later() { return <b>later</b>; }
